{{- define "ci.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- $long := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) -}}
{{- default $long .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- end }}

{{/* The selector can never change: it is that of every earlier release and of the kustomization. */}}
{{- define "ci.selector" -}}
app.kubernetes.io/name: {{ include "ci.fullname" . }}
{{- end }}

{{/* Under "metadata:", after the name: ci.metadata of (dict "root" $ "labels" .. "annotations" ..) */}}
{{- define "ci.metadata" -}}
labels:
  {{- include "ci.selector" .root | nindent 2 }}
  app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
  {{- with merge (dict) (default dict .labels) .root.Values.commonLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with merge (dict) (default dict .annotations) .root.Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "ci.account" -}}
{{- $made := .Values.serviceAccount.create -}}
{{- default (ternary (include "ci.fullname" .) "default" $made) .Values.serviceAccount.name -}}
{{- end }}

{{- define "ci.secret" -}}
{{- default (include "ci.fullname" .) .Values.existingSecret.name -}}
{{- end }}

{{- define "ci.image" -}}
{{- $version := default .Chart.AppVersion .Values.image.tag -}}
{{- .Values.image.repository }}{{ if .Values.image.digest }}@{{ .Values.image.digest }}{{ else }}:{{ $version }}{{ end -}}
{{- end }}

{{- define "ci.priority" -}}
{{- $own := ternary (include "ci.fullname" .) "" .Values.priorityClass.create -}}
{{- default $own .Values.priorityClass.name -}}
{{- end }}

{{- define "ci.subjects" -}}
subjects:
  - kind: ServiceAccount
    name: {{ include "ci.account" . }}
    namespace: {{ .Release.Namespace }}
{{- end }}

{{/* Outside of the namespace's own words: the same in a container of ours wherever it runs. */}}
{{- define "ci.restricted" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}
