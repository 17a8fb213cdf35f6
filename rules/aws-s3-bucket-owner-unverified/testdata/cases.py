import boto3

NAME = "fixed-bucket"
s3 = boto3.client("s3")


class A:
    def run(self, bucket, kw, owner):
        s3.get_object(Bucket=bucket, Key="k")  # want
        s3.list_objects_v2(Bucket=self.bucket)  # want
        s3.copy_object(Bucket=bucket, Key="k", CopySource="x", ExpectedBucketOwner=owner)  # want "source"
        s3.head_bucket(Bucket=f"{bucket}-x")  # want
        s3.get_object(Bucket=NAME, Key="k")
        s3.get_object(Bucket=bucket, Key="k", ExpectedBucketOwner=owner)
        s3.create_bucket(Bucket=bucket)
        s3.list_buckets()
        s3.put_object(Bucket=bucket, **kw)
        s3.copy_object(Bucket=bucket, Key="k", ExpectedBucketOwner=owner, ExpectedSourceBucketOwner=owner)
