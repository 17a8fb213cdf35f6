import flask_sqlalchemy
import alembic.op
import sqlalchemy
import sqlalchemy.orm

from leadline_proof import sink, source

sqlalchemy.text(source())  # sink: sql-text
sqlalchemy.literal_column(source())  # sink: sql-text
sqlalchemy.DDL(source())  # sink: sql-text
sqlalchemy.TextClause(source())  # sink: sql-text
alembic.op.execute(source())  # sink: sql-text
sink(sqlalchemy.select(source()))  # flows
sqlalchemy.create_engine("").connect().execute(sqlalchemy.select(source()).where(source()).options(source()))  # silent
sink(sqlalchemy.insert(source()))  # flows
sink(sqlalchemy.update(source()))  # flows
sink(sqlalchemy.delete(source()))  # flows
sink(sqlalchemy.text(source()))  # clean
sink(sqlalchemy.literal_column(source()))  # clean
sink(sqlalchemy.bindparam(source()))  # clean


def sqlalchemy_result(x: sqlalchemy.Result):
    sink(x.fetchone())  # source: stored-input
    sink(x.fetchall())  # source: stored-input
    sink(x.fetchmany())  # source: stored-input
    sink(x.first())  # source: stored-input
    sink(x.all())  # source: stored-input
    sink(x.one())  # source: stored-input
    sink(x.one_or_none())  # source: stored-input
    sink(x.scalar())  # source: stored-input
    sink(x.scalar_one())  # source: stored-input
    sink(x.scalars())  # source: stored-input
    sink(x.mappings())  # source: stored-input


def sqlalchemy_connection(x: sqlalchemy.Connection):
    sink(x.scalar())  # source: stored-input
    x.execute(source())  # sink: sql-text
    x.scalar(source())  # sink: sql-text
    x.scalars(source())  # sink: sql-text
    x.exec_driver_sql(source())  # sink: sql-text


def sqlalchemy_orm_query(x: sqlalchemy.orm.Query):
    sink(x.all())  # source: stored-input
    sink(x.first())  # source: stored-input
    sink(x.one())  # source: stored-input
    sink(x.one_or_none())  # source: stored-input
    sink(x.scalar())  # source: stored-input
    sink(x.get())  # source: stored-input
    sink(x.first_or_404())  # source: stored-input
    sink(x.get_or_404())  # source: stored-input


def sqlalchemy_orm_session(x: sqlalchemy.orm.Session):
    sink(x.get())  # source: stored-input


def carried_sqlalchemy_connection():
    x: sqlalchemy.Connection = source()
    sink(x.execute())  # clean
    sink(x.exec_driver_sql())  # clean
    sink(x.commit())  # clean
    sink(x.rollback())  # clean
    sink(x.close())  # clean


def carried_sqlalchemy_orm_session():
    x: sqlalchemy.orm.Session = source()
    sink(x.add())  # clean
    sink(x.add_all())  # clean
    sink(x.delete())  # clean
    sink(x.merge())  # clean
    sink(x.flush())  # clean
    sink(x.refresh())  # clean
    sink(x.expunge())  # clean
    sink(x.execute())  # clean
    sink(x.query())  # clean


def carried_sqlalchemy_orm_query():
    x: sqlalchemy.orm.Query = source()
    sink(x.filter())  # clean
    sink(x.filter_by())  # clean
    sink(x.order_by())  # clean
    sink(x.count())  # clean
    sink(x.exists())  # clean
    sink(x.delete())  # clean
    sink(x.update())  # clean


from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class User(db.Model):
    pass


def searched(session: sqlalchemy.orm.Session):
    session.query(User).filter("name = '" + source() + "'")  # sink: sql-text
    session.query(User).order_by("name " + source())  # sink: sql-text
    session.query(User).group_by("name " + source())  # sink: sql-text
    session.query(User).having("name " + source())  # sink: sql-text
    session.query(User).from_statement("select " + source())  # sink: sql-text
    session.query(User).filter(User.name == source())  # silent
    db.session.execute("select " + source())  # sink: sql-text
    db.engine.execute("select " + source())  # sink: sql-text
    sink(User.query.filter_by(name=source()).first())  # source: stored-input


class Made:
    pass


sink(sqlalchemy.select(Made).where(source()))  # clean
sink(sqlalchemy.select(Made).filter(source()))  # clean
sink(sqlalchemy.select(Made).filter_by(source()))  # clean
sink(sqlalchemy.select(Made).having(source()))  # clean
sink(sqlalchemy.select(Made).order_by(source()))  # clean
sink(sqlalchemy.select(Made).group_by(source()))  # clean
sink(sqlalchemy.select(Made).join(source()))  # clean
sink(sqlalchemy.select(Made).outerjoin(source()))  # clean
sink(sqlalchemy.select(Made).options(source()))  # clean
sink(sqlalchemy.select(Made).limit(source()))  # clean
sink(sqlalchemy.select(Made).offset(source()))  # clean
sink(sqlalchemy.select(Made).distinct(source()))  # clean
sink(sqlalchemy.select(Made).with_only_columns(source()))  # clean
sink(sqlalchemy.select(Made).add_columns(source()))  # clean
sink(sqlalchemy.select(Made).select_from(source()))  # clean
sink(sqlalchemy.select(Made).execution_options(source()))  # clean
sink(sqlalchemy.select(Made).correlate(source()))  # clean
sink(sqlalchemy.and_(source()))  # clean
sink(sqlalchemy.or_(source()))  # clean
sink(sqlalchemy.not_(source()))  # clean
sink(sqlalchemy.between(source()))  # clean
sink(sqlalchemy.tuple_(source()))  # clean
sink(sqlalchemy.exists(source()))  # clean
sink(sqlalchemy.literal(source()))  # clean
sink(sqlalchemy.null())  # clean
sink(sqlalchemy.true())  # clean
sink(sqlalchemy.false())  # clean


def selected(session: sqlalchemy.orm.Session, name):
    q = sqlalchemy.select(User)
    session.execute(q.where(source()))  # silent
    session.execute(q.filter(source()))  # silent
    session.execute(q.filter_by(source()))  # silent
    session.execute(q.order_by(source()))  # silent
    session.execute(q.group_by(source()))  # silent
    session.execute(q.having(source()))  # silent
    session.execute(q.join(source()))  # silent
    session.execute(q.outerjoin(source()))  # silent
    session.execute(q.select_from(source()))  # silent
    session.execute(q.limit(source()))  # silent
    session.execute(q.offset(source()))  # silent
    session.execute(q.options(source()))  # silent
    session.execute(q.distinct(source()))  # silent
    session.execute(q.add_columns(source()))  # silent
    session.execute(q.with_only_columns(source()))  # silent
    session.execute(q.values(source()))  # silent: sql-text
    session.execute(q.returning(source()))  # silent
    session.execute(q.execution_options(source()))  # silent
    session.execute(q.with_for_update(source()))  # silent
    session.execute(q.correlate(source()))  # silent
    session.execute(sqlalchemy.insert(User).values(name=source()))  # silent
    session.execute(sqlalchemy.select(User).where(sqlalchemy.text("name = " + source())))  # sink: sql-text
sqlalchemy.create_engine(source())  # sink: url
sqlalchemy.create_engine("postgresql://db.example.com/" + source())  # silent


def members(x: sqlalchemy.orm.Query, y: sqlalchemy.Select):
    flask_sqlalchemy.Model(**source())  # sink: members-set
    flask_sqlalchemy.Model(name=source())  # silent
    flask_sqlalchemy.Model(**{"name": source()})  # silent
    x.update(source())  # sink: members-set
    x.update({"name": source()})  # silent: members-set
    y.values(**source())  # sink: members-set
    y.values(source())  # sink: members-set
