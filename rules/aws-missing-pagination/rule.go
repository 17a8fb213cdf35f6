// Package check finds answers in pages of which only the first is read.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// tokens are the fields that continue a list, by operation.
func tokens() map[string]string {
	out := map[string]string{
		"list_objects_v2": "NextContinuationToken", "list_objects": "IsTruncated", "list_object_versions": "IsTruncated", "scan": "LastEvaluatedKey", "query": "LastEvaluatedKey",
		"list_tables": "LastEvaluatedTableName", "get_log_events": "nextForwardToken", "filter_log_events": "nextToken",
		"describe_log_groups": "nextToken", "describe_log_streams": "nextToken", "list_users": "IsTruncated", "list_roles": "IsTruncated",
		"list_policies": "IsTruncated", "list_groups": "IsTruncated", "list_functions": "NextMarker", "list_streams": "HasMoreStreams",
		"list_hosted_zones": "IsTruncated", "list_resource_record_sets": "IsTruncated", "describe_db_instances": "Marker",
		"describe_db_snapshots": "Marker", "describe_stack_events": "NextToken", "list_aliases": "NextMarker", "list_keys": "NextMarker",
	}
	for _, op := range []string{"describe_instances", "describe_volumes", "describe_snapshots", "describe_security_groups", "describe_auto_scaling_groups",
		"describe_stacks", "list_stacks", "list_queues", "list_topics", "list_subscriptions", "list_secrets", "describe_parameters", "get_parameters_by_path",
		"list_state_machines", "list_executions", "list_clusters", "list_services", "list_tasks", "get_cost_and_usage", "list_metrics", "describe_alarms", "list_accounts"} {
		out[op] = "NextToken"
	}
	return out
}

// Check looks at calls on clients.
func Check(p *rule.Pass) {
	known := tokens()
	for c := range rule.All[*syntax.Call](p) {
		a, ok := c.Func.(*syntax.Attribute)
		if !ok || known[a.Attr] == "" || !client(p, a) || few(p, c) || rule.Open(c) {
			continue
		}
		if continues(p, c) || !used(p, c) {
			continue
		}
		p.Report(c, "only the first page is read: nothing looks at `"+known[a.Attr]+"`")
	}
}

// client tells whether the receiver is a client: by its making, or by the name
// of an operation that nothing else has.
func client(p *rule.Pass, a *syntax.Attribute) bool {
	made := p.Value(a.Value)
	if x, ok := a.Value.(*syntax.Attribute); ok && rule.Dotted(x.Value) == "self" {
		if values := p.SelfValues(x); len(values) == 1 {
			made = values[0]
		}
	}
	if c, ok := made.(*syntax.Call); ok && (p.Is(c.Func, "boto3.client", "boto3.resource") || rule.LastName(c.Func) == "client" || rule.LastName(c.Func) == "Table") {
		return true
	}
	if a.Attr == "scan" || a.Attr == "query" {
		name := strings.ToLower(rule.Dotted(a.Value))
		return strings.HasSuffix(name, "table") || strings.HasSuffix(name, "dynamodb")
	}
	name := strings.ToLower(rule.Dotted(a.Value))
	return strings.HasSuffix(name, "client") || name == "s3" || name == "ec2" || name == "iam" || name == "rds" || name == "logs"
}

// few tells whether the call asks for few items, or for named ones.
func few(p *rule.Pass, c *syntax.Call) bool {
	for i := range c.Keywords {
		k := &c.Keywords[i]
		switch k.Name {
		case "MaxResults", "MaxKeys", "Limit", "MaxItems", "MaxRecords", "limit", "InstanceIds", "VolumeIds", "SnapshotIds", "GroupIds", "StackName", "DBInstanceIdentifier",
			"AutoScalingGroupNames", "AlarmNames", "Select", "logGroupNamePrefix":
			return true
		case "NextToken", "ContinuationToken", "Marker", "ExclusiveStartKey", "nextToken", "StartingToken":
			return true
		}
	}
	return false
}

// continues tells whether the function looks at a token or uses a paginator.
func continues(p *rule.Pass, c *syntax.Call) bool {
	text := string(p.File.Bytes)
	if f := p.Function(c); f != nil {
		text = p.Source(f)
	}
	for _, word := range []string{"NextToken", "nextToken", "IsTruncated", "NextMarker", "Marker\"", "LastEvaluatedKey", "NextContinuationToken", "paginat", "nextForwardToken", "HasMoreStreams", "LastEvaluatedTableName"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// used tells whether items of the answer are used here: it is not returned as
// it is, nor dropped.
func used(p *rule.Pass, c *syntax.Call) bool {
	switch up := p.Parent(c).(type) {
	case *syntax.Subscript, *syntax.Attribute, *syntax.For:
		return true
	case *syntax.Assign:
		n, ok := up.Targets[0].(*syntax.Name)
		if !ok {
			return false
		}
		found := false
		rule.EachOwn(p.BodyOf(c), func(x syntax.Node) bool {
			switch x := x.(type) {
			case *syntax.Subscript:
				v, ok := x.Value.(*syntax.Name)
				found = found || ok && v.ID == n.ID
			case *syntax.Attribute:
				v, ok := x.Value.(*syntax.Name)
				found = found || ok && v.ID == n.ID && x.Attr == "get"
			}
			return true
		})
		return found
	}
	return false
}
