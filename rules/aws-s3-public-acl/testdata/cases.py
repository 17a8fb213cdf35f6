import boto3

MODE = "public-read-write"
EXTRA = {"ACL": "public-read", "ContentType": "text/html"}


class A:
    def run(self, s3, acl, path):
        s3.create_bucket(Bucket="b", ACL=MODE)  # want
        s3.upload_file(path, "b", "k", ExtraArgs=EXTRA)  # want
        boto3.resource("s3").Object("b", "k").put(Body=b"", ACL="authenticated-read")  # want
        s3.put_public_access_block(Bucket="b", PublicAccessBlockConfiguration={"BlockPublicAcls": False})  # want
        s3.put_object_acl(Bucket="b", Key="k", ACL="private")
        s3.put_object(Bucket="b", Key="k", ACL=acl)
        s3.upload_file(path, "b", "k", ExtraArgs={"ContentType": "text/html"})
        s3.put_bucket_acl(Bucket="b", ACL="log-delivery-write")
        s3.put_public_access_block(Bucket="b", PublicAccessBlockConfiguration={"BlockPublicAcls": True})
