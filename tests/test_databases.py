from django.db import connection


def test_the_suite_runs_on_the_database_that_was_asked_for(db, request):
    question = {"sqlite": "SELECT sqlite_version()", "postgresql": "SHOW server_version"}
    with connection.cursor() as cursor:
        cursor.execute(question[request.config.getoption("database")])
        assert int(cursor.fetchone()[0].split(".")[0]) >= 3
