"""What every situation shares. Values that differ between machines come from the environment."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from environs import Env

BASE_DIR = Path(__file__).resolve().parents[3]
VAR_DIR = BASE_DIR / "var"

env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", [])
BASE_URL = env.str("BASE_URL", "http://127.0.0.1:8000").rstrip("/")

INSTALLED_APPS = [
    "wissensspeicher",
    "wissensspeicher.users",
    "knowledge",
    "knowledge_search",
    "cms_blocks",
    "wagtailmedia",
    "wagtailgeowidget",
    "wagtail.api.v2",
    "rest_framework",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "csp",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "wissensspeicher.headers.PlainHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A page of results is 100 KB of plain text. Django pads each answer and masks its tokens against BREACH.
    "django.middleware.gzip.GZipMiddleware",
    # Outside of all that knows people; what is behind it is written once for all visitors.
    "knowledge.page_cache.middleware.PageCacheMiddleware",
    "wissensspeicher.headers.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ADMIN_URL = "/admin/"
ROOT_URLCONF = "wissensspeicher.urls"
WSGI_APPLICATION = "wissensspeicher.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# --- Database -------------------------------------------------------------------------------------
DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}", conn_max_age=60)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers beside one writer, and a writer that waits for its turn instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- What is kept ------------------------------------------------------------------------------------
# In each process: all of them ask the database whether it is still right. Pages are apart from the rest, so
# that who asks for ever new addresses pushes out pages only; two entries each, at most 100 MB.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 400},
    },
}
CACHE_MIDDLEWARE_ALIAS = "pages"
# For changes that nothing tells of, such as those made in the database by hand.
CACHE_MIDDLEWARE_SECONDS = 600

# --- People ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "users.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# --- Language -------------------------------------------------------------------------------------
# One language, whatever the browser asks for: no LocaleMiddleware, or public pages follow the browser.
LANGUAGE_CODE = "de"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("de", "Deutsch")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("de", "Deutsch")]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

# --- Files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", VAR_DIR / "media")
# Beside MEDIA_ROOT, never in it: no web server serves what makers upload before the office publishes it.
PRIVATE_ROOT = env.path("PRIVATE_ROOT", VAR_DIR / "private")
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": PRIVATE_ROOT,
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# --- What browsers may do --------------------------------------------------------------------------
# PeerTube has no address of its own; films of these servers play in the page, others are a link.
PEERTUBE_HOSTS: list[str] = env.list("PEERTUBE_HOSTS", [])
# Public pages: nothing but our own, no script or style in the page. The admin's policy: see `headers`.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        # Map tiles, which are asked for after consent only.
        "img-src": [SELF, "data:", "https://sgx.geodatenzentrum.de"],
        # Films of others, which are asked for after a click only (`cms_blocks.video`).
        "frame-src": [
            "https://www.youtube-nocookie.com",
            "https://player.vimeo.com",
            *(f"https://{host}" for host in PEERTUBE_HOSTS),
        ],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
# Cookies are for those who log in; no script reads them.
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# --- Mail -----------------------------------------------------------------------------------------
_email = env.dj_email_url("EMAIL_URL", "console:")
EMAIL_BACKEND = _email["EMAIL_BACKEND"]
EMAIL_HOST = _email["EMAIL_HOST"]
EMAIL_PORT = _email["EMAIL_PORT"]
EMAIL_HOST_USER = _email["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _email["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _email["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", "wissensspeicher@localhost")

# --- Work behind the scenes ------------------------------------------------------------------------
# Wagtail's own tasks are "default" and small, and the admin's listings wait for them: at once, as without
# this setting. (Wagtail takes them from the package django-tasks also where Django has tasks of its own, and
# the database's queue knows only one of the two.) What we put off goes to "queue", for `manage.py worker`.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "queue": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

# --- Wagtail --------------------------------------------------------------------------------------
# Visitors meet these two: in the site's own look, in plain words, silent about the page behind.
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "password_required.html"  # noqa: S105 - a template
WAGTAIL_FRONTEND_LOGIN_TEMPLATE = "login.html"
WAGTAIL_SITE_NAME = "Wissensspeicher"
WAGTAILADMIN_BASE_URL = WAGTAILAPI_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = False
# Dates in the admin as Germans write them.
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
# Addresses in plain letters: „Ältere“ becomes aeltere.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILIMAGES_IMAGE_MODEL = "wissensspeicher.CustomImage"
WAGTAILDOCS_DOCUMENT_MODEL = "wissensspeicher.CustomDocument"
WAGTAILMEDIA = {"MEDIA_MODEL": "wissensspeicher.CustomMedia"}
# Files that run code in a browser (SVG, HTML) are not served from this origin.
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = [
    "csv",
    "docx",
    "ics",
    "odp",
    "ods",
    "odt",
    "pdf",
    "pptx",
    "txt",
    "vtt",
    "xlsx",
    "zip",
]
WAGTAILADMIN_USER_LOGIN_FORM = "wissensspeicher.forms.LoginForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "wissensspeicher.forms.ImageForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
# The largest pictures of today's phones have 50 million; decoding more takes the server's memory.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 64_000_000
WAGTAILAPI_LIMIT_MAX = 100
# The admin's own listings; the public search has its records and engines (see knowledge_search).
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "german"}
}
# Nothing of the admin calls a stranger.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []

# --- Our plugins ----------------------------------------------------------------------------------
KNOWLEDGE = {"TASKS": "queue", "TRUSTED_PROXIES": env.int("TRUSTED_PROXIES", 0)}
# Mansfeld-Südharz, for maps without a place; no tiles: every map is drawn from local geodata.
CMS_BLOCKS = {
    "MAP_GEOJSON": "knowledge/geo/municipalities.geojson",
    "MAP_ATTRIBUTION": "© GeoBasis-DE / BKG 2017 (Daten vereinfacht)",
    "MAP_CENTER": (51.47, 11.30),
    "MAP_ZOOM": 9,
    "STREAM_BLOCK": "knowledge.blocks.BodyStreamBlock",
    "PEERTUBE_HOSTS": PEERTUBE_HOSTS,
}
# Without an address the database searches; with one it takes over when Elasticsearch does not answer.
KNOWLEDGE_SEARCH = {
    "DIARY": True,
    "MAP": {
        "BOUNDS": (10.55, 50.93, 13.19, 53.05),  # Sachsen-Anhalt
        "OUTLINES": "knowledge/geo/outlines.svg",
        "GROUND": ("knowledge/geo/municipalities.geojson", "knowledge/geo/districts.geojson"),
        "LEAFLET_JS": "cms_blocks/vendor/leaflet/leaflet.js",
        "LEAFLET_CSS": "cms_blocks/vendor/leaflet/leaflet.css",
        "ATTRIBUTION": "© GeoBasis-DE / BKG 2017 (Daten vereinfacht), Ortsnamen: GeoNames (CC BY 4.0)",
        "NAMES": "knowledge.vocabularies.gazetteer.names_on_maps",
        "FIND_PLACE": "knowledge.vocabularies.gazetteer.point_of",
        # Asked for tiles only after a visitor's consent.
        "TILES": {
            "URL": "https://sgx.geodatenzentrum.de/wmts_basemapde/tile/1.0.0/"
            "de_basemapde_web_raster_farbe/default/GLOBAL_WEBMERCATOR/{z}/{y}/{x}.png",
            "PROVIDER": "basemap.de (Bundesamt für Kartographie und Geodäsie)",
            "ATTRIBUTION": "Straßenkarte: © basemap.de / BKG (CC BY 4.0)",
            "MAX_ZOOM": 18,
        },
    },
    "ELASTICSEARCH": {
        "URL": env.str("ELASTICSEARCH_URL", ""),
        "API_KEY": env.str("ELASTICSEARCH_API_KEY", ""),
        "CA_CERTS": env.str("ELASTICSEARCH_CA_CERTS", ""),
        "INDEX": env.str("ELASTICSEARCH_INDEX", "wissensspeicher"),
        "SHARDS": env.int("ELASTICSEARCH_SHARDS", 1),
        "REPLICAS": env.int("ELASTICSEARCH_REPLICAS", 0),
        "REFRESH": env.str("ELASTICSEARCH_REFRESH", "1s"),
    },
}
