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
      # -ffp-contract=off: a fused multiply-add on one machine and none on another would break the promise of equal bits.
      # -fno-math-errno: lets sqrt be one instruction; no result changes. -ffast-math and -Ofast are forbidden: they switch
      # the whole process to flushing denormals when the addon is loaded.
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
      'libraries': [
        '<!(node scripts/openblas.mjs)',
        '-lm',
        '-lpthread',
      ],
      'ldflags': [
        '-Wl,--version-script=<(module_root_dir)/native/kinkless.map',
        '-Wl,--exclude-libs,ALL',
        '-Wl,-Bsymbolic',
        '-Wl,--gc-sections',
        '-Wl,-z,nodelete',
        '-Wl,-z,relro,-z,now',
        '-s',
        '-static-libstdc++',
      ],
    },
  ],
}
