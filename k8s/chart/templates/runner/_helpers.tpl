{{/* The autoscaler looks for the label app (RUNNER_POD_SELECTOR). */}}
{{- define "ci.runner.metadata" -}}
name: gitea-actions-runner
namespace: {{ .Values.runner.namespace }}
labels:
  app: gitea-actions-runner
  {{- with .Values.commonLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with .Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
