# The one list of sources: included by binding.gyp, parsed by native/CMakeLists.txt. One path a line, from the top folder.
{
  'variables': {
    'core_sources': [
      'native/fortran_shim.c',
      'native/core/philox.cc',
      'native/core/principal_components.cc',
      'native/core/random.cc',
    ],
    'addon_sources': [
      'native/addon/addon.cc',
      'native/addon/info.cc',
      'native/addon/openblas_threads.cc',
      'native/addon/random_binding.cc',
    ],
  },
}
