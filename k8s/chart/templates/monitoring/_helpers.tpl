{{- define "ci.ruleLabels" -}}
severity: {{ .severity }}
{{- with .root.Values.prometheusRule.ruleLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "ci.runbook" -}}
{{- with .root.Values.prometheusRule.runbookUrl -}}
runbook_url: {{ . }}#{{ lower $.alert }}
{{- end }}
{{- end }}
