package io.github.ciautoscaler.sandbox.kubernetes;

import io.github.ciautoscaler.sandbox.kubernetes.Kinds.Shelf;
import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.sandbox.wire.Request;
import io.github.ciautoscaler.sandbox.wire.Response;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Create, replace, patch and delete of one object, with the checks that the API server makes. */
final class Writes {

  private final InstantSource clock;
  private final SplittableRandom random;

  Writes(InstantSource clock, long seed) {
    this.clock = clock;
    this.random = new SplittableRandom(seed);
  }

  static ObjectNode bodyOf(Request request) {
    if (request.header("content-type").orElse("").contains("protobuf")) {
      throw Status.unsupportedMediaType("application/json");
    }
    return Json.parse(request.body())
        .filter(JsonNode::isObject)
        .map(JsonNode::asObject)
        .orElseThrow(() -> Status.badRequest("the object provided is unrecognized"));
  }

  Response create(Shelf shelf, Call call, Request request) {
    ObjectNode wanted = bodyOf(request);
    ObjectNode metadata = wanted.withObjectProperty("metadata");
    if (Kinds.text(wanted, "name").isEmpty()) {
      if (Kinds.text(wanted, "generateName").isEmpty()) {
        throw Status.invalid(
            "%s \"\" is invalid: metadata.name: Required value: name or generateName is required"
                .formatted(shelf.kind().kind()));
      }
      metadata.put("name", Kinds.text(wanted, "generateName") + suffix());
    }
    if (shelf.kind().namespaced()) {
      metadata.put("namespace", call.namespace());
    }
    String name = Kinds.text(wanted, "name");
    if (shelf.find(call.namespace(), name).isPresent()) {
      throw Status.alreadyExists(shelf.kind(), name);
    }
    metadata.put("uid", new UUID(random.nextLong(), random.nextLong()).toString());
    metadata.put("creationTimestamp", Json.time(clock.instant()));
    metadata.remove("resourceVersion");
    checked(shelf.kind(), wanted);
    shelf.objects().add(wanted);
    return Response.json(201, shelf.get(call.namespace(), name));
  }

  private String suffix() {
    StringBuilder suffix = new StringBuilder();
    random.ints(5, 0, 27).forEach(i -> suffix.append("bcdfghjklmnpqrstvwxz2456789".charAt(i)));
    return suffix.toString();
  }

  Response update(Shelf shelf, Call call, Request request) {
    return replace(shelf, shelf.get(call.namespace(), call.name()), bodyOf(request));
  }

  Response patch(Shelf shelf, Call call, Request request) {
    ObjectNode current = shelf.get(call.namespace(), call.name());
    JsonNode patch =
        Json.parse(request.body())
            .orElseThrow(() -> Status.badRequest("error decoding patch: invalid JSON"));
    return replace(
        shelf, current, Patches.apply(request.header("content-type").orElse(""), current, patch));
  }

  private Response replace(Shelf shelf, ObjectNode current, ObjectNode wanted) {
    String name = Kinds.text(current, "name");
    String version = Kinds.text(wanted, "resourceVersion");
    if (!version.isEmpty() && !version.equals(Kinds.text(current, "resourceVersion"))) {
      throw Status.modified(shelf.kind(), name);
    }
    String uid = Kinds.text(wanted, "uid");
    if (!uid.isEmpty() && !uid.equals(Kinds.text(current, "uid"))) {
      throw Status.wrongPrecondition(shelf.kind(), name, "UID", uid, Kinds.text(current, "uid"));
    }
    ObjectNode metadata = wanted.withObjectProperty("metadata");
    for (String fixed : new String[] {"name", "namespace", "uid", "creationTimestamp"}) {
      if (current.path("metadata").has(fixed)) {
        metadata.set(fixed, current.path("metadata").path(fixed));
      }
    }
    metadata.remove("resourceVersion");
    checked(shelf.kind(), wanted);
    shelf.objects().replace(wanted);
    return Response.json(200, shelf.get(Kinds.text(current, "namespace"), name));
  }

  Response delete(Shelf shelf, Call call, Request request) {
    ObjectNode current = shelf.get(call.namespace(), call.name());
    JsonNode options = Json.parse(request.body()).orElse(Json.object());
    preconditions(shelf.kind(), current, options.path("preconditions"));
    int grace = options.path("gracePeriodSeconds").asInt(-1);
    shelf.objects().delete(current, request.number("gracePeriodSeconds", grace));
    return shelf
        .find(call.namespace(), call.name())
        .map(still -> Response.json(200, still))
        .orElseGet(() -> Status.deleted(shelf.kind(), call.name(), Kinds.text(current, "uid")));
  }

  static void preconditions(ApiKind kind, ObjectNode current, JsonNode wanted) {
    for (Map.Entry<String, String> field :
        Map.of("uid", "UID", "resourceVersion", "ResourceVersion").entrySet()) {
      String value = wanted.path(field.getKey()).asString("");
      String is = Kinds.text(current, field.getKey());
      if (!value.isEmpty() && !value.equals(is)) {
        throw Status.wrongPrecondition(
            kind, Kinds.text(current, "name"), field.getValue(), value, is);
      }
    }
  }

  private static void checked(ApiKind kind, ObjectNode object) {
    if (kind.equals(ApiKind.LEASE)) {
      microTime(object, "acquireTime");
      microTime(object, "renewTime");
    }
    if (kind.equals(ApiKind.SECRET)) {
      encodeStringData(object);
    }
  }

  /** A Lease's times need microseconds. */
  private static void microTime(ObjectNode lease, String field) {
    String time = lease.path("spec").path(field).asString("");
    if (!time.isEmpty() && !time.matches(".*\\.\\d{6}(Z|[+-]\\d\\d:\\d\\d)")) {
      throw Status.badRequest(
          ("Lease in version \"v1\" cannot be handled as a Lease: parsing time \"%s\" as"
                  + " \"2006-01-02T15:04:05.000000Z07:00\": cannot parse \"Z\" as \".000000\"")
              .formatted(time));
    }
  }

  private static void encodeStringData(ObjectNode secret) {
    JsonNode plain = secret.path("stringData");
    for (Map.Entry<String, JsonNode> entry : plain.properties()) {
      byte[] value = entry.getValue().asString().getBytes(StandardCharsets.UTF_8);
      secret
          .withObjectProperty("data")
          .put(entry.getKey(), Base64.getEncoder().encodeToString(value));
    }
    secret.remove("stringData");
  }
}
