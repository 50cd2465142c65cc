"""All settings in one file, driven by the environment; ``.env.example`` explains every variable.

The private services of a developer write their addresses to ``var/env``; the real environment wins over it.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from mik.accounts.offers import allauth_providers, edevlet, linkedin, university

# Lets classes of Django that are generic only in their stubs be subscripted at run time: Paginator[Alumnus].
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
# A database named by hand comes without an owner of its own: never mix it with the private one's.
if "DATABASE_URL" in os.environ:
    os.environ.setdefault("DATABASE_OWNER_URL", os.environ["DATABASE_URL"])
if (BASE_DIR / "var" / "env").is_file():
    env.read_env(str(BASE_DIR / "var" / "env"))

# --- Where this process runs -------------------------------------------------------------------
ENVIRONMENT = env.str("ENVIRONMENT", default="production")
if ENVIRONMENT not in {"production", "demo", "test", "development"}:
    raise ImproperlyConfigured("ENVIRONMENT must be production, demo, test or development.")
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
BASE_URL = env.str("BASE_URL", default="http://localhost:8000").rstrip("/")
_base = urlsplit(BASE_URL)
LOCAL = _base.hostname in {"localhost", "127.0.0.1", "testserver"}
# One-click sign-ins must never be reachable on a real host.
if DEMO and (ENVIRONMENT != "demo" or not LOCAL):
    raise ImproperlyConfigured("DEMO is only for ENVIRONMENT=demo on localhost; it refuses to start elsewhere.")
if ENVIRONMENT == "production" and DEBUG:
    raise ImproperlyConfigured("DEBUG must be off in production.")

SECRET_KEY = env.str("SECRET_KEY")
# "id:base64 of 32 bytes", newest first: the first encrypts, all decrypt.
FIELD_KEYS = env.str("FIELD_KEYS")
# base64 of 32 bytes: the key of the look-up hashes of identifiers.
HASH_KEY = env.str("HASH_KEY")
HEALTH_TOKEN = env.str("HEALTH_TOKEN", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[_base.hostname or "localhost"])
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# --- Applications ------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "mik.common",
    "mik.audit",
    "mik.files",
    "mik.units",
    "mik.accounts",
    "mik.people",
    "mik.organisations",
    "mik.figures",
    "mik.mail",
    "mik.work",
    "alumni",
    "cards",
    "surveys",
    "representatives",
    "coordinator",
    "mik.home",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mik.accounts.middleware.OwnTimeZone",
    "mik.accounts.middleware.SignInDoors",
    "mik.accounts.middleware.SecondFactorOfOffices",
    "mik.audit.middleware.HistoryMiddleware",
    "mik.home.middleware.PrivatePagesMiddleware",
    "alumni.registry.merging.redirects.FollowMerges",
]

ROOT_URLCONF = "mik.urls"
WSGI_APPLICATION = "mik.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mik.home.context.shell",
            ],
        },
    },
]
INSTALLED_APPS.insert(INSTALLED_APPS.index("mik.common"), "django.forms")

# --- Databases: the owner migrates, the restricted role serves ----------------------------------
_pool = {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=8)}
DATABASES = {"default": env.db_url("DATABASE_URL"), "owner": env.db_url("DATABASE_OWNER_URL", env.str("DATABASE_URL"))}
for _alias, _database in DATABASES.items():
    _database["ENGINE"] = "django.db.backends.postgresql"
    if _alias == "default" and ENVIRONMENT != "test":
        # The default says "a disk that turns": on memory and flash a row by its key costs little more than its turn
        # in a scan, and with it the planner would rather read a million records than look up a department's.
        _database["OPTIONS"] = {"pool": _pool, "options": "-c random_page_cost=1.1"}
APP_DB_ROLE = env.str("APP_DB_ROLE", default="mik_app")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The cache lives in the database, so that sign-in limits hold and pages work while Redis is away.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "mik_cache",
        "KEY_PREFIX": "m",
        # The default of 300 would throw limits on sign-in away while they still hold.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    },
    # Drawings are known by their content and cheap to draw anew: each process keeps its own, and asks no database.
    "charts": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "charts",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 400},
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14

# --- Sign-in -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "mik.accounts.breached.BreachedPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:home"
ACCOUNT_ADAPTER = "mik.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# Changing the address on the page of the code is offered to new accounts only, and so would tell who has one.
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
# The pages promise six digits and open the phone's number keys.
ALLAUTH_USER_CODE_FORMAT = {"length": 6, "numeric": True, "dashed": False}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _base.scheme
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
# A new way to sign in, a changed password, an ended second factor: the owner of the account is told by mail.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {
    "login": "mik.accounts.forms.LoginForm",
    "signup": "mik.accounts.forms.SignupForm",
    "change_password": "mik.accounts.forms.ChangePasswordForm",
    "set_password": "mik.accounts.forms.SetPasswordForm",
    "reset_password_from_key": "mik.accounts.forms.ResetPasswordKeyForm",
}
# mik.accounts.doors counts every try at a door; these are allauth's own, only where they would answer before it.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "signup": "60/m/ip", "login_failed": "60/m/ip,20/300s/key"}
# Whoever has an appointment in force proves it is them by a second factor at each sign-in. Off in no production.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=True)
if not SECOND_FACTOR_REQUIRED and ENVIRONMENT == "production":
    raise ImproperlyConfigured("SECOND_FACTOR_REQUIRED cannot be off in production.")
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "KTÜ Mezun"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL
MFA_ADAPTER = "mik.accounts.adapter.MFAAdapter"
# Where a graduate asks for a copy of the diploma: the Directorate of Student Affairs (Öğrenci İşleri).
STUDENT_AFFAIRS_URL = env.str("STUDENT_AFFAIRS_URL", default="https://www.ktu.edu.tr/oidb")
STUDENT_EMAIL_DOMAINS = env.list("STUDENT_EMAIL_DOMAINS", default=["ogr.ktu.edu.tr"])

# --- Sign-in by others: each is off until it is configured ---------------------------------------
_offers = [
    linkedin(id=env.str("LINKEDIN_CLIENT_ID", default=""), secret=env.str("LINKEDIN_CLIENT_SECRET", default="")),
    university(
        name=env.str("UNIVERSITY_SIGN_ON_NAME", default="KTÜ tek oturum açma"),
        server=env.str("UNIVERSITY_OIDC_SERVER", default=""),
        id=env.str("UNIVERSITY_OIDC_CLIENT_ID", default=""),
        secret=env.str("UNIVERSITY_OIDC_CLIENT_SECRET", default=""),
        second_factor=env.list("UNIVERSITY_OIDC_SECOND_FACTOR", default=["mfa"]),
    ),
    edevlet(
        authorize=env.str("EDEVLET_AUTHORIZE_URL", default=""),
        token=env.str("EDEVLET_TOKEN_URL", default=""),
        identity=env.str("EDEVLET_IDENTITY_URL", default=""),
        id=env.str("EDEVLET_CLIENT_ID", default=""),
        secret=env.str("EDEVLET_CLIENT_SECRET", default=""),
        scope=env.str("EDEVLET_SCOPE", default="Kimlik-Dogrula;Ad-Soyad"),
    ),
]
# Who receives what of somebody who signs in so, and where (KVKK art. 9): the pages of consent read it.
SIGN_IN_PROVIDERS = [offer.shown for offer in _offers if offer]
SOCIALACCOUNT_PROVIDERS = allauth_providers(offer for offer in _offers if offer)
SOCIALACCOUNT_ADAPTER = "mik.accounts.provider_adapter.ProviderAdapter"
SOCIALACCOUNT_FORMS = {
    "signup": "mik.accounts.forms.ProviderSignupForm",
    "disconnect": "mik.accounts.forms.DisconnectForm",
}
# The form says who keeps what (KVKK art. 10), so nobody gets an account without having seen it.
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "mandatory"
SOCIALACCOUNT_EMAIL_REQUIRED = True
# A provider's word about an address never opens an account that is there already.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 8

# --- Language, time ----------------------------------------------------------------------------
LANGUAGE_CODE = "tr"
LANGUAGES = [("tr", _("Türkçe")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "mik" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Istanbul"
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- Static and private files ------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "var" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if ENVIRONMENT in {"production", "demo"}
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media")))
UPLOAD_LIMIT = env.int("UPLOAD_LIMIT", default=50 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "mik.files.uploading.TidyUploadHandler",
]

# --- Mail --------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="smtp://localhost:25")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="KTÜ Mezun <mezun@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Mailings: their sender, and how many a minute at most unless somebody chose otherwise; 0 is as fast as it goes.
MAILING_FROM_EMAIL = env.str("MAILING_FROM_EMAIL", default="") or DEFAULT_FROM_EMAIL
MAILING_PER_MINUTE = env.int("MAILING_PER_MINUTE", default=0 if ENVIRONMENT in {"demo", "test"} else 120)
# Whether the mail server named above stands abroad: then nothing leaves before the office has switched the transfer on
# (KVKK art. 9).
MAIL_ABROAD = env.bool("MAIL_ABROAD", default=False)
OFFICE_EMAIL = env.str("OFFICE_EMAIL", default="mezun@ktu.edu.tr")
# What allauth writes goes through the outbox, which a page need not wait for.
OUTBOX_BACKEND = "mik.mail.backend.OutboxBackend"
# The demo's SMTP sink keeps the mails here, one file each; a page shows them.
MAIL_DIR = env.str("MAIL_DIR", default="")

# --- Celery ------------------------------------------------------------------------------------
CELERY_BROKER_URL = env.str("REDIS_URL", default="redis://localhost:6379/0")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    # A page must answer at once while Redis is away; the job waits in the database.
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {"task": "common.sweep_jobs", "schedule": 30.0},
    "sweep-mail": {"task": "mail.sweep", "schedule": 60.0},
    "continue-mailings": {"task": "mail.continue_mailings", "schedule": 60.0},
    "worker-heartbeat": {"task": "home.worker_heartbeat", "schedule": 30.0},
    # Monday, before the day's work begins.
    "mail-representatives": {
        "task": "alumni.mail_representatives",
        "schedule": crontab(day_of_week="monday", hour=7, minute=30),
    },
    "join-graduates": {"task": "alumni.join_graduates", "schedule": crontab(hour=5, minute=15)},
    "take-figure-snapshots": {"task": "figures.take_snapshots", "schedule": crontab(hour=4, minute=15)},
    "keep-numbers": {"task": "alumni.keep_numbers", "schedule": crontab(hour=3, minute=45)},
    # Whatever has had its time (KVKK art. 7); the Regulation of 28.10.2017 asks for it every six months at least.
    "destroy-expired": {"task": "coordinator.destroy_expired", "schedule": crontab(hour=2, minute=30)},
    "look-at-health": {"task": "alumni.look_at_health", "schedule": crontab(hour=4, minute=30)},
    "forget-identities": {"task": "accounts.forget_identities", "schedule": 3600.0},
    "sweep-files": {"task": "files.sweep_orphans", "schedule": 86400.0},
    "find-duplicates": {"task": "alumni.find_duplicates", "schedule": crontab(day_of_week="sunday", hour=3, minute=30)},
    # Every hour: Monday morning comes at another moment in each zone.
    "send-digests": {"task": "work.send_digests", "schedule": crontab(minute=5)},
    "remind-to-confirm": {"task": "alumni.remind_to_confirm", "schedule": crontab(hour=10, minute=20)},
    "close-surveys": {"task": "surveys.close_overdue", "schedule": 900.0},
}

# --- Security ----------------------------------------------------------------------------------
SECURE = _base.scheme == "https"
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
# Whose address a limit counts: the last one of X-Forwarded-For is what our proxy itself saw. Without it everybody
# behind the proxy would be one visitor, and one of them could lock all others out.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXY_COUNT", default=1 if SECURE else 0)
SECURE_HSTS_SECONDS = 63072000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REDIRECT_EXEMPT = [r"^saglik/$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "mik.home.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        # A form that leads to a provider's page is one of its: Chromium asks for its host here.
        "form-action": [SELF, *sorted({offer.origin for offer in _offers if offer})],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- History -----------------------------------------------------------------------------------
PGHISTORY_MIDDLEWARE_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

# --- The office's own rules --------------------------------------------------------------------
# The directive's term of a coordinator and an assistant (articles 8(1) and 9(1)), in years.
TERM_YEARS = 3
# A record confirmed longer ago than this is "old" in every list.
FRESH_MONTHS = 12
# How long the file of an import is kept, encrypted, after it was brought in.
IMPORT_FILE_DAYS = env.int("IMPORT_FILE_DAYS", default=90)
# A representative's look at more contact rows than this in a day alerts the office (design/access.md).
CONTACT_ROWS_ALERT = 200
# Somebody who has not finished a survey is reminded at most so often, with at least so many days between two mails.
SURVEY_REMINDERS = 2
SURVEY_REMINDER_DAYS = 5
# The annual report goes to the Rectorate (directive 8(2)e) by this day and month of the next year.
ANNUAL_REPORT_DUE = (31, 1)
# Headings of the report where the office wants other words; the codes stand in coordinator/annual_report/outline.py.
ANNUAL_REPORT_HEADINGS: dict[str, str] = {}
# A card is valid until 31 December, so many years after the year it was issued in.
CARD_YEARS = 3

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"mask_tokens": {"()": "mik.common.log_masks.MaskTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["mask_tokens"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # SQL parameters are personal data; they are never logged.
        "django.db.backends": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
