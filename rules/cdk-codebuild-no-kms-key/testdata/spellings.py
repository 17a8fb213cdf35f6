import aws_cdk.aws_codebuild
from aws_cdk import aws_codebuild as codebuild
from aws_cdk.aws_codebuild import PipelineProject, Project


def build(scope, key):
    codebuild.Project(scope, "a", build_spec=None)  # want
    PipelineProject(scope, "b")  # want
    Project(scope, id="c")  # want
    aws_cdk.aws_codebuild.PipelineProject(scope, "d", project_name="x")  # want
    codebuild.Project(scope, "e", encryption_key=key)  # ok
    PipelineProject(scope, "f", encryption_key=key)  # ok
    Project(scope, "g", **{"encryption_key": key})  # ok
    codebuild.Project.from_project_name(scope, "h", "x")  # ok
