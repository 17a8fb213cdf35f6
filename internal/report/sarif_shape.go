package report

// The part of SARIF 2.1.0 that is written, in the order of the standard.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool               sarifTool                `json:"tool"`
		AutomationDetails  sarifID                  `json:"automationDetails"`
		OriginalURIBaseIDs map[string]sarifArtifact `json:"originalUriBaseIds"`
		Taxonomies         []sarifTaxonomy          `json:"taxonomies,omitempty"`
		Invocations        []sarifInvocation        `json:"invocations"`
		ColumnKind         string                   `json:"columnKind"`
		Results            []sarifResult            `json:"results"`
		Properties         map[string]any           `json:"properties,omitempty"`
	}
	sarifID struct {
		ID string `json:"id"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name                string         `json:"name"`
		Version             string         `json:"version"`
		SemanticVersion     string         `json:"semanticVersion,omitempty"`
		Rules               []sarifRule    `json:"rules"`
		SupportedTaxonomies []sarifTaxoRef `json:"supportedTaxonomies,omitempty"`
	}
	sarifTaxoRef struct {
		Name  string `json:"name"`
		Index int    `json:"index"`
	}
	sarifRule struct {
		ID                   string              `json:"id"`
		Name                 string              `json:"name"`
		ShortDescription     sarifText           `json:"shortDescription"`
		FullDescription      sarifText           `json:"fullDescription"`
		Help                 sarifText           `json:"help"`
		DefaultConfiguration sarifConfiguration  `json:"defaultConfiguration"`
		Relationships        []sarifRelationship `json:"relationships,omitempty"`
		Properties           map[string]any      `json:"properties"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifConfiguration struct {
		Level string `json:"level"`
	}
	sarifRelationship struct {
		Target sarifTarget `json:"target"`
		Kinds  []string    `json:"kinds"`
	}
	sarifTarget struct {
		ID            string       `json:"id"`
		ToolComponent sarifTaxoRef `json:"toolComponent"`
	}
	sarifTaxonomy struct {
		Name             string      `json:"name"`
		Organization     string      `json:"organization"`
		ShortDescription sarifText   `json:"shortDescription"`
		InformationURI   string      `json:"informationUri"`
		Taxa             []sarifTaxa `json:"taxa"`
	}
	sarifTaxa struct {
		ID      string `json:"id"`
		HelpURI string `json:"helpUri"`
	}
	sarifInvocation struct {
		ExecutionSuccessful        bool                `json:"executionSuccessful"`
		ToolExecutionNotifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
		Properties                 map[string]any      `json:"properties,omitempty"`
	}
	sarifNotification struct {
		Locations  []sarifLocation `json:"locations,omitempty"`
		Message    sarifText       `json:"message"`
		Level      string          `json:"level"`
		Descriptor sarifID         `json:"descriptor"`
		Properties map[string]any  `json:"properties,omitempty"`
	}
	sarifArtifact struct {
		URI       string `json:"uri"`
		URIBaseID string `json:"uriBaseId,omitempty"`
	}
	sarifRegion struct {
		StartLine   int            `json:"startLine"`
		StartColumn int            `json:"startColumn"`
		EndLine     int            `json:"endLine"`
		EndColumn   int            `json:"endColumn"`
		Snippet     *sarifSnippet  `json:"snippet,omitempty"`
		Properties  map[string]any `json:"properties,omitempty"`
	}
	sarifSnippet struct {
		Text string `json:"text"`
	}
	sarifPhysical struct {
		ArtifactLocation sarifArtifact `json:"artifactLocation"`
		Region           *sarifRegion  `json:"region,omitempty"`
	}
	sarifLogical struct {
		Name               string `json:"name,omitempty"`
		FullyQualifiedName string `json:"fullyQualifiedName"`
		Kind               string `json:"kind"`
	}
	sarifLocation struct {
		PhysicalLocation sarifPhysical  `json:"physicalLocation"`
		LogicalLocations []sarifLogical `json:"logicalLocations,omitempty"`
		Message          *sarifText     `json:"message,omitempty"`
	}
	sarifResult struct {
		RuleID              string             `json:"ruleId"`
		RuleIndex           int                `json:"ruleIndex"`
		Level               string             `json:"level"`
		Rank                float64            `json:"rank"`
		Message             sarifText          `json:"message"`
		Locations           []sarifLocation    `json:"locations"`
		PartialFingerprints map[string]string  `json:"partialFingerprints,omitempty"`
		CodeFlows           []sarifCodeFlow    `json:"codeFlows,omitempty"`
		RelatedLocations    []sarifLocation    `json:"relatedLocations,omitempty"`
		Suppressions        []sarifSuppression `json:"suppressions"`
		Fixes               []sarifFix         `json:"fixes,omitempty"`
		Properties          map[string]any     `json:"properties,omitempty"`
	}
	sarifCodeFlow struct {
		ThreadFlows []sarifThreadFlow `json:"threadFlows"`
	}
	sarifThreadFlow struct {
		Locations []sarifStep `json:"locations"`
	}
	sarifStep struct {
		Location       sarifLocation `json:"location"`
		NestingLevel   int           `json:"nestingLevel"`
		ExecutionOrder int           `json:"executionOrder"`
		Kinds          []string      `json:"kinds,omitempty"`
		Importance     string        `json:"importance"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Status        string `json:"status"`
		Justification string `json:"justification,omitempty"`
	}
	sarifFix struct {
		Description     sarifText     `json:"description"`
		ArtifactChanges []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		ArtifactLocation sarifArtifact      `json:"artifactLocation"`
		Replacements     []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		DeletedRegion   sarifRegion   `json:"deletedRegion"`
		InsertedContent *sarifSnippet `json:"insertedContent,omitempty"`
	}
)
