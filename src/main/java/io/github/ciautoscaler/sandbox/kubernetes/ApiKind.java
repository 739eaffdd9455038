package io.github.ciautoscaler.sandbox.kubernetes;

import java.util.List;

/**
 * One kind of object that the API serves.
 *
 * @param group empty for the core group
 * @param plural as in paths
 * @param fields what a field selector may name
 */
record ApiKind(
    String group,
    String version,
    String plural,
    String kind,
    boolean namespaced,
    List<String> shortNames,
    List<String> fields) {

  private static final List<String> NAME = List.of("metadata.name");
  private static final List<String> NAME_AND_NAMESPACE =
      List.of("metadata.name", "metadata.namespace");

  static final ApiKind NODE =
      new ApiKind(
          "",
          "v1",
          "nodes",
          "Node",
          false,
          List.of("no"),
          List.of("metadata.name", "spec.unschedulable"));
  static final ApiKind POD =
      new ApiKind(
          "",
          "v1",
          "pods",
          "Pod",
          true,
          List.of("po"),
          List.of("metadata.name", "metadata.namespace", "spec.nodeName", "status.phase"));
  static final ApiKind NAMESPACE =
      new ApiKind("", "v1", "namespaces", "Namespace", false, List.of("ns"), NAME);
  static final ApiKind CONFIG_MAP =
      new ApiKind("", "v1", "configmaps", "ConfigMap", true, List.of("cm"), NAME_AND_NAMESPACE);
  static final ApiKind SECRET =
      new ApiKind("", "v1", "secrets", "Secret", true, List.of(), NAME_AND_NAMESPACE);
  static final ApiKind EVENT =
      new ApiKind(
          "",
          "v1",
          "events",
          "Event",
          true,
          List.of("ev"),
          List.of(
              "metadata.name",
              "metadata.namespace",
              "involvedObject.kind",
              "involvedObject.name",
              "involvedObject.namespace",
              "involvedObject.uid",
              "reason",
              "type"));
  static final ApiKind LEASE =
      new ApiKind(
          "coordination.k8s.io", "v1", "leases", "Lease", true, List.of(), NAME_AND_NAMESPACE);
  static final ApiKind BUDGET =
      new ApiKind(
          "policy",
          "v1",
          "poddisruptionbudgets",
          "PodDisruptionBudget",
          true,
          List.of("pdb"),
          NAME_AND_NAMESPACE);

  static final ApiKind DAEMON_SET =
      new ApiKind("apps", "v1", "daemonsets", "DaemonSet", true, List.of("ds"), NAME_AND_NAMESPACE);

  static final List<ApiKind> ALL =
      List.of(NODE, POD, NAMESPACE, CONFIG_MAP, SECRET, EVENT, LEASE, BUDGET, DAEMON_SET);

  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** As error messages name it: {@code leases.coordination.k8s.io}. */
  String qualified() {
    return group.isEmpty() ? plural : plural + "." + group;
  }
}
