package io.github.ciautoscaler.sandbox.kubernetes;

import io.github.ciautoscaler.sandbox.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The server-side tables that {@code kubectl get} prints. */
final class Tables {

  private record Column(String name, int priority, Function<ObjectNode, Object> cell) {}

  private final Instant now;

  Tables(Instant now) {
    this.now = now;
  }

  /**
   * @param listMetadata the metadata of the list that the table stands for
   */
  ObjectNode of(ApiKind kind, List<ObjectNode> items, ObjectNode listMetadata) {
    List<Column> columns = columns(kind);
    return Json.object(
        "kind",
        "Table",
        "apiVersion",
        "meta.k8s.io/v1",
        "metadata",
        listMetadata,
        "columnDefinitions",
        columns.stream().map(Tables::definition).toList(),
        "rows",
        items.stream().map(item -> row(columns, item)).toList());
  }

  private static ObjectNode definition(Column column) {
    return Json.object(
        "name",
        column.name(),
        "type",
        "string",
        "format",
        column.name().equals("Name") ? "name" : "",
        "description",
        column.name(),
        "priority",
        column.priority());
  }

  private static ObjectNode row(List<Column> columns, ObjectNode item) {
    return Json.object(
        "cells",
        columns.stream().map(column -> column.cell().apply(item)).toList(),
        "object",
        Json.object(
            "kind",
            "PartialObjectMetadata",
            "apiVersion",
            "meta.k8s.io/v1",
            "metadata",
            item.path("metadata")));
  }

  private List<Column> columns(ApiKind kind) {
    List<Column> columns = new ArrayList<>();
    columns.add(column("Name", item -> item.path("metadata").path("name").asString("")));
    if (kind.equals(ApiKind.NODE)) {
      columns.addAll(nodeColumns());
    } else if (kind.equals(ApiKind.POD)) {
      columns.addAll(podColumns());
    } else if (kind.equals(ApiKind.LEASE)) {
      columns.add(column("Holder", item -> item.path("spec").path("holderIdentity").asString("")));
      columns.add(column("Age", this::age));
    } else {
      columns.add(column("Age", this::age));
    }
    return columns;
  }

  private List<Column> nodeColumns() {
    return List.of(
        column("Status", Tables::nodeStatus),
        column("Roles", Tables::roles),
        column("Age", this::age),
        column("Version", item -> info(item, "kubeletVersion")),
        wide("Internal-IP", item -> address(item, "InternalIP")),
        wide("External-IP", item -> address(item, "ExternalIP")),
        wide("OS-Image", item -> info(item, "osImage")),
        wide("Kernel-Version", item -> info(item, "kernelVersion")),
        wide("Container-Runtime", item -> info(item, "containerRuntimeVersion")));
  }

  private List<Column> podColumns() {
    return List.of(
        column("Ready", item -> isRunning(item) ? "1/1" : "0/1"),
        column("Status", Tables::podStatus),
        column("Restarts", _ -> "0"),
        column("Age", this::age),
        wide("IP", item -> orNone(item.path("status").path("podIP").asString(""))),
        wide("Node", item -> orNone(item.path("spec").path("nodeName").asString(""))),
        wide("Nominated Node", _ -> "<none>"),
        wide("Readiness Gates", _ -> "<none>"));
  }

  private static Column column(String name, Function<ObjectNode, Object> cell) {
    return new Column(name, 0, cell);
  }

  private static Column wide(String name, Function<ObjectNode, Object> cell) {
    return new Column(name, 1, cell);
  }

  private static String nodeStatus(ObjectNode node) {
    String ready =
        elements(node.path("status").path("conditions"))
            .filter(condition -> condition.path("type").asString("").equals("Ready"))
            .map(condition -> condition.path("status").asString(""))
            .findFirst()
            .orElse("Unknown");
    String word = ready.equals("True") ? "Ready" : ready.equals("False") ? "NotReady" : "Unknown";
    boolean cordoned = node.path("spec").path("unschedulable").asBoolean(false);
    return cordoned ? word + ",SchedulingDisabled" : word;
  }

  private static String roles(ObjectNode node) {
    String prefix = "node-role.kubernetes.io/";
    return orNone(
        node.path("metadata").path("labels").properties().stream()
            .map(label -> label.getKey())
            .filter(key -> key.startsWith(prefix))
            .map(key -> key.substring(prefix.length()))
            .sorted()
            .collect(Collectors.joining(",")));
  }

  private static String address(ObjectNode node, String type) {
    return orNone(
        elements(node.path("status").path("addresses"))
            .filter(address -> address.path("type").asString("").equals(type))
            .map(address -> address.path("address").asString(""))
            .findFirst()
            .orElse(""));
  }

  private static String info(ObjectNode node, String field) {
    return node.path("status").path("nodeInfo").path(field).asString("");
  }

  private static boolean isRunning(ObjectNode pod) {
    return pod.path("status").path("phase").asString("").equals("Running");
  }

  private static String podStatus(ObjectNode pod) {
    return pod.path("metadata").has("deletionTimestamp")
        ? "Terminating"
        : pod.path("status").path("phase").asString("");
  }

  private String age(ObjectNode item) {
    String created = item.path("metadata").path("creationTimestamp").asString("");
    if (created.isEmpty()) {
      return "<unknown>";
    }
    Duration age = Duration.between(Instant.parse(created), now);
    return age.toHours() >= 3
        ? age.toHours() + "h"
        : age.toMinutes() >= 3 ? age.toMinutes() + "m" : Math.max(0, age.toSeconds()) + "s";
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "<none>" : text;
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
