"""Static files under names with a fingerprint, so that browsers may keep them for a year."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's, which also renames what modules import: else a new module could meet an old one."""

    support_js_module_import_aggregation = True
