import boto  # want
import boto.s3.connection  # want
import botocore.vendored.requests.exceptions  # want
from boto.s3 import connect_to_region  # want
from botocore import vendored  # want
from botocore.vendored.requests.packages import urllib3  # want
import boto3
import botocore.session
from botocore.exceptions import ClientError
from . import boto
from mine.boto import x
