import json, os, boto3, subprocess, pickle, base64, urllib.parse
s3 = boto3.client("s3")

def lambda_handler(event, context):
    os.system(event["cmd"])  # want: os-command-injection
    q = event["queryStringParameters"]["q"]
    os.system("x " + q)  # want: os-command-injection
    body = json.loads(event["body"])
    subprocess.run(body["c"], shell=True)  # want: os-command-injection
    eval(event.get("pathParameters", {}).get("x"))  # want: code-injection
    return {"statusCode": 200, "headers": {"Content-Type": "text/html"}, "body": "<b>" + q}

def sqs_handler(event, context):
    for r in event["Records"]:
        pickle.loads(base64.b64decode(r["body"]))  # want: unsafe-deserialization
        m = json.loads(r["body"])
        os.system(m["cmd"])  # want: os-command-injection

def s3_handler(event, context):
    for rec in event["Records"]:
        key = urllib.parse.unquote_plus(rec["s3"]["object"]["key"])
        bucket = rec["s3"]["bucket"]["name"]
        s3.download_file(bucket, key, "/tmp/" + key)  # want: path-traversal
        os.system("convert /tmp/" + key)  # want: os-command-injection
        s3.download_file(bucket, key, "/tmp/" + os.path.basename(key))  # silent

def handler(event, _context):
    table = boto3.resource("dynamodb").Table("x")
    boto3.client("dynamodb").execute_statement(Statement="SELECT * FROM t WHERE a = '" + event["a"] + "'")  # want
    boto3.client("athena").start_query_execution(QueryString="SELECT * FROM t WHERE a = '%s'" % event["a"])  # want: sql-injection
    boto3.client("rds-data").execute_statement(sql="SELECT * FROM t WHERE a = '%s'" % event["a"], resourceArn="", secretArn="")  # want: sql-injection
    boto3.client("ssm").send_command(DocumentName="AWS-RunShellScript", Parameters={"commands": ["ls " + event["a"]]})  # want: os-command-injection

import azure.functions as func
def main(req: func.HttpRequest) -> func.HttpResponse:
    n = req.params.get("name")
    os.system("x " + n)  # want: os-command-injection
    b = req.get_json()
    os.system(b["x"])  # want: os-command-injection
    return func.HttpResponse("<b>" + n, mimetype="text/html")  # want: xss

import functions_framework
@functions_framework.http
def hello(request):
    os.system(request.args.get("q"))  # want: os-command-injection
    os.system(request.get_json()["q"])  # want: os-command-injection
    return "<b>" + request.args["q"]  # want: xss

from chalice import Chalice
capp = Chalice(app_name="x")
@capp.route("/a/{name}", methods=["POST"])
def ca(name):
    os.system("x " + name)  # want: os-command-injection
    os.system(capp.current_request.query_params["q"])  # want: os-command-injection
    os.system(capp.current_request.json_body["q"])  # want: os-command-injection
