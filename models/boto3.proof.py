import boto3

from leadline_proof import sink, source

boto3.client(endpoint_url=source())  # sink: url
boto3.resource(endpoint_url=source())  # sink: url


def boto3_client(x: boto3.Client):
    sink(x.receive_message())  # source: message-input
    sink(x.get_records())  # source: message-input
    sink(x.invoke_model())  # source: model-output
    sink(x.converse())  # source: model-output
    sink(x.retrieve_and_generate())  # source: model-output
    sink(x.invoke_agent())  # source: model-output
    sink(x.get_item())  # source: stored-input
    sink(x.query())  # source: stored-input
    sink(x.scan())  # source: stored-input
    sink(x.batch_get_item())  # source: stored-input
    x.start_query_execution(QueryString=source())  # sink: sql-text
    x.execute_statement(sql=source())  # sink: sql-text
    x.execute_statement(Sql=source())  # sink: sql-text
    x.execute_statement(Statement=source())  # sink: sql-text
    x.batch_execute_statement(sql=source())  # sink: sql-text
    x.batch_execute_statement(Sql=source())  # sink: sql-text
    x.batch_execute_statement(Statement=source())  # sink: sql-text
    x.select_object_content(Expression=source())  # sink: sql-text
    x.query(QueryString=source())  # sink: sql-text
    x.scan(FilterExpression="a" + source())  # sink: nosql-code
    x.query(FilterExpression="a" + source())  # sink: nosql-code
    x.scan(KeyConditionExpression="a" + source())  # sink: nosql-code
    x.query(KeyConditionExpression="a" + source())  # sink: nosql-code
    x.send_command(Parameters=source())  # sink: shell-command
    x.download_file(0, 0, source())  # sink: file-path
    x.upload_file(source())  # sink: file-path
    x.converse(system=source())  # sink: prompt-instruction
    sink(x.put_object(source()))  # clean
    sink(x.upload_file(source()))  # clean
    sink(x.upload_fileobj(source()))  # clean
    sink(x.download_file(source()))  # clean
    sink(x.download_fileobj(source()))  # clean
    sink(x.delete_object(source()))  # clean
    sink(x.send_message(source()))  # clean
    sink(x.publish(source()))  # clean
    sink(x.send_email(source()))  # clean
    sink(x.put_item(source()))  # clean
    sink(x.update_item(source()))  # clean
    sink(x.delete_item(source()))  # clean
    sink(x.generate_presigned_url(source()))  # clean
    sink(x.head_object(source()))  # clean


def boto3_session(x: boto3.Session):
    x.client(endpoint_url=source())  # sink: url
    x.resource(endpoint_url=source())  # sink: url


def boto3_bucket(x: boto3.Bucket):
    x.download_file(0, source())  # sink: file-path
    x.upload_file(source())  # sink: file-path


def scanned(c: boto3.Client):
    c.scan(FilterExpression="a = " + source())  # sink: nosql-code
    c.query(FilterExpression="a = " + source())  # sink: nosql-code


sink(boto3.resource("s3").meta.client.receive_message())  # source: message-input


def queues():
    queue = boto3.resource("sqs").get_queue_by_name(QueueName="a")
    for message in queue.receive_messages():
        sink(message.body)  # source: message-input
        sink(message.message_attributes)  # source: message-input
    boto3.resource("sqs").Queue("url").receive_messages()
    boto3.resource("sqs").create_queue().receive_messages()
boto3.resource("dynamodb").Table("t").query(FilterExpression="a = " + source())  # sink: nosql-code
boto3.resource("dynamodb").Table("t").scan(KeyConditionExpression="a = " + source())  # sink: nosql-code
boto3.resource("dynamodb").Table("t").scan(FilterExpression=boto3.dynamodb.conditions.Attr("a").eq(source()))  # silent
