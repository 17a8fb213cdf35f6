from botocore.vendored import requests  # want
import botocore.vendored.requests  # want
from botocore.vendored.requests import get  # want
import boto  # want
import boto.s3.connection  # want


def inside():
    from botocore.vendored.requests.exceptions import Timeout  # want

    return Timeout


import requests as real  # ok
import botocore  # ok
from botocore.exceptions import ClientError  # ok
import boto3  # ok
