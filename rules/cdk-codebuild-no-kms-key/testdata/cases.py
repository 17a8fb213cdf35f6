import aws_cdk.aws_codebuild as cb
from aws_cdk import Stack
from aws_cdk.aws_codebuild import PipelineProject, Project


class Builds(Stack):
    def __init__(self, scope, id, key, spec, **kw):
        super().__init__(scope, id)
        Project(self, "A", build_spec=spec)  # want
        PipelineProject(self, "B")  # want
        cb.PipelineProject(self, "C", build_spec=spec)  # want
        Project(self, "D", encryption_key=key)
        cb.PipelineProject(self, "E", encryption_key=key, build_spec=spec)
        Project(self, "F", **kw)
        self.p = cb.Project.from_project_name(self, "G", "name")


def late(scope):
    from aws_cdk import aws_codebuild
    return aws_codebuild.Project(scope, "H")  # want
