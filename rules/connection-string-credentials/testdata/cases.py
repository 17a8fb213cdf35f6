REDIS = "redis://:hunter2hunter@cache:6379/0"  # want
MONGO = "mongodb+srv://admin:s3cr3tS4uce@cluster0.example.net/db"  # want
AMQP = "amqp://guest:Zx81Spectrum@rabbit:5672"  # want
WEB = "https://bot:9fK2mQ7p@git.internal/repo.git"  # want
ODBC = "Driver={SQL Server};Server=db;Uid=app;Pwd=K33pMeOut;"  # want
LOCAL = "postgresql://app:s3cretlocal@localhost/app"  # want
HIDDEN = "postgresql://app:***@db/app"
ASKED = "postgresql://user:password@host/db"
TEMPLATE = "postgresql://app:${DB_PASSWORD}@db/app"
BRACES = "postgresql://app:{password}@db/app"
NONE = "postgresql://app@db/app"
PLAIN = "https://example.com/a:b@c"
