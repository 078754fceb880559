{
  'includes': ['native/sources.gypi'],
  'targets': [
    {
      'target_name': 'kinkless',
      'sources': ['<@(core_sources)', '<@(addon_sources)'],
      'include_dirs': [
        'native',
        '<!(node -p "require(\'node-addon-api\').include_dir")',
      ],
      'defines': [
        'NAPI_VERSION=9',
        'NAPI_DISABLE_CPP_EXCEPTIONS',
        'NODE_ADDON_API_DISABLE_DEPRECATED',
        # Without it worker.terminate() with work in flight aborts the process.
        'NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
      ],
      'libraries': ['<!(node scripts/openblas.mjs)'],
      # -ffp-contract=off: a fused multiply-add on one machine and none on another would break the promise of equal bits.
      # -fno-math-errno: lets sqrt be one instruction; no result changes. -ffast-math and -Ofast are forbidden: they switch
      # the whole process to flushing denormals when the addon is loaded.
      'conditions': [
        ['OS=="linux"', {
          'cflags': [
            '-O3',
            '-ffp-contract=off',
            '-fno-math-errno',
            '-fvisibility=hidden',
            '-ffunction-sections',
            '-fdata-sections',
            '-Wall',
            '-Wextra',
          ],
          'cflags_cc!': ['-std=gnu++17', '-std=gnu++20', '-fno-exceptions', '-fno-rtti'],
          'cflags_cc': ['-std=c++20', '-fexceptions', '-fvisibility-inlines-hidden'],
          'libraries': ['-lm', '-lpthread'],
          'ldflags': [
            '-Wl,--version-script=<(module_root_dir)/native/kinkless.map',
            '-Wl,--exclude-libs,ALL',
            '-Wl,-Bsymbolic',
            # See native/core/runtime/workspace.h.
            '-Wl,--wrap=blas_memory_alloc,--wrap=blas_memory_free',
            '-Wl,--gc-sections',
            '-Wl,-z,nodelete',
            '-Wl,-z,relro,-z,now',
            '-s',
            '-static-libstdc++',
          ],
        }],
        # Untested. Constructors run in the order of linking there: the addon's own before those of the libraries.
        ['OS=="mac"', {
          'xcode_settings': {
            'CLANG_CXX_LANGUAGE_STANDARD': 'c++20',
            'CLANG_CXX_LIBRARY': 'libc++',
            'GCC_ENABLE_CPP_EXCEPTIONS': 'YES',
            'GCC_ENABLE_CPP_RTTI': 'YES',
            'GCC_INLINES_ARE_PRIVATE_EXTERN': 'YES',
            'GCC_OPTIMIZATION_LEVEL': '3',
            'GCC_SYMBOLS_PRIVATE_EXTERN': 'YES',
            'MACOSX_DEPLOYMENT_TARGET': '11.0',
            'OTHER_CFLAGS': ['-ffp-contract=off', '-fno-math-errno', '-Wall', '-Wextra'],
            'OTHER_LDFLAGS': [
              '-Wl,-dead_strip',
              '-Wl,-exported_symbol,_napi_register_module_v1',
              '-Wl,-exported_symbol,_node_api_module_get_api_version_v1',
            ],
          },
        }],
        # Untested. Clang, because the core is written with GCC's attributes.
        ['OS=="win"', {
          'msbuild_toolset': 'ClangCL',
          'msvs_settings': {
            'VCCLCompilerTool': {
              'AdditionalOptions': ['/std:c++20', '/clang:-O3', '/clang:-ffp-contract=off', '/clang:-fno-math-errno'],
              'ExceptionHandling': 1,
              'RuntimeTypeInfo': 'true',
            },
          },
        }],
      ],
    },
  ],
}
