package io.github.ciautoscaler.sandbox.hetzner;

import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.sandbox.wire.Request;
import io.github.ciautoscaler.sandbox.wire.Response;
import io.github.ciautoscaler.sandbox.wire.Routes;
import io.github.ciautoscaler.simulator.CloudAction;
import io.github.ciautoscaler.simulator.CloudAnswer;
import io.github.ciautoscaler.simulator.CloudServer;
import io.github.ciautoscaler.simulator.CloudWorld;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Servers: list, get, create, change, delete, and their addresses. */
final class ServerRoutes {

  private final CloudWorld cloud;
  private final ServerJson json;
  private List<ObjectNode> written = List.of();
  private long writtenVersion = -1;

  ServerRoutes(CloudWorld cloud, ServerJson json) {
    this.cloud = cloud;
    this.json = json;
  }

  void addTo(Routes routes) {
    routes
        .on("GET", "/v1/servers", (request, _) -> list(request))
        .on("POST", "/v1/servers", (request, _) -> create(request))
        .on("GET", "/v1/servers/{id}", this::get)
        .on("PUT", "/v1/servers/{id}", this::change)
        .on("DELETE", "/v1/servers/{id}", this::delete)
        .on("POST", "/v1/servers/{id}/actions/{command}", this::act)
        .on("GET", "/v1/primary_ips", (request, _) -> addresses(request));
  }

  private Response list(Request request) {
    return Lists.answer(request, "servers", listed(), "name", "status");
  }

  /** Written once for all pages: a server with all that is embedded in it is 7 KB. */
  private List<ObjectNode> listed() {
    if (writtenVersion != cloud.version()) {
      written = cloud.listed().stream().map(json::of).toList();
      writtenVersion = cloud.version();
    }
    return written;
  }

  private Response create(Request request) {
    CloudAnswer answer = cloud.create(new CreateBody(body(request), cloud.catalogue()).read());
    return switch (answer) {
      case CloudAnswer.Created(var server, var action, var next) -> {
        ObjectNode body =
            Json.object(
                "server",
                json.of(server),
                "action",
                ActionJson.of(action),
                "next_actions",
                next.stream().map(ActionJson::of).toList(),
                "root_password",
                server.request().sshKeys().isEmpty() ? "sandbox-root-password" : null);
        yield Response.json(201, body);
      }
      case CloudAnswer.Accepted(_, var action) -> accepted(201, action);
      case CloudAnswer.Refused refused -> throw HetznerError.of(refused);
    };
  }

  private static JsonNode body(Request request) {
    return Json.parse(request.body())
        .filter(JsonNode::isObject)
        .orElseThrow(() -> HetznerError.of(400, "json_error", "invalid JSON"));
  }

  private CloudServer server(Map<String, String> path) {
    long id = Ids.of(path);
    return cloud.server(id).orElseThrow(() -> HetznerError.notFound("server", id));
  }

  private Response get(Request request, Map<String, String> path) {
    return HetznerFace.one("server", json.of(server(path)));
  }

  private Response change(Request request, Map<String, String> path) {
    CloudServer server = server(path);
    JsonNode body = body(request);
    if (!body.path("name").asString(server.name()).equals(server.name())) {
      throw HetznerError.invalid("name", "the sandbox does not rename servers");
    }
    if (body.hasNonNull("labels")) {
      cloud.relabel(server.id(), CreateBody.labels(body.path("labels")));
    }
    return HetznerFace.one("server", json.of(server));
  }

  private Response delete(Request request, Map<String, String> path) {
    return answer(200, cloud.delete(Ids.of(path)));
  }

  private Response act(Request request, Map<String, String> path) {
    long id = server(path).id();
    return switch (Objects.requireNonNull(path.get("command"))) {
      case "poweron" -> answer(201, cloud.power(id, true));
      case "poweroff", "shutdown" -> answer(201, cloud.power(id, false));
      case "attach_to_network" -> {
        JsonNode body = body(request);
        yield answer(
            201,
            cloud.attach(id, body.path("network").asLong(), body.path("ip_range").asString("")));
      }
      case "reboot", "reset" -> {
        cloud.power(id, false);
        yield answer(201, cloud.power(id, true));
      }
      default -> throw HetznerError.of(404, "not_found", "endpoint not found");
    };
  }

  private static Response answer(int status, CloudAnswer answer) {
    return switch (answer) {
      case CloudAnswer.Accepted(_, var action) -> accepted(status, action);
      case CloudAnswer.Created(_, var action, _) -> accepted(status, action);
      case CloudAnswer.Refused refused -> throw HetznerError.of(refused);
    };
  }

  private static Response accepted(int status, CloudAction action) {
    return Response.json(status, Json.object("action", ActionJson.of(action)));
  }

  private Response addresses(Request request) {
    return Lists.answer(
        request,
        "primary_ips",
        cloud.servers().stream().map(json::primaryIp).filter(Objects::nonNull).toList(),
        "name",
        "ip");
  }
}
