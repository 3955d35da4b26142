from django.apps import AppConfig


class TestAppConfig(AppConfig):
    name = "tests.knowledge_search.testapp"
    label = "search_testapp"
    default_auto_field = "django.db.models.BigAutoField"
