package io.github.ciautoscaler.sandbox.hetzner;

import io.github.ciautoscaler.sandbox.wire.Request;
import io.github.ciautoscaler.sandbox.wire.Response;
import io.github.ciautoscaler.sandbox.wire.Routes;
import io.github.ciautoscaler.simulator.CloudAction;
import io.github.ciautoscaler.simulator.CloudWorld;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Actions: by id, or several of them; without ids there is no list of all actions any more. */
final class ActionRoutes {

  private final CloudWorld cloud;

  ActionRoutes(CloudWorld cloud) {
    this.cloud = cloud;
  }

  void addTo(Routes routes) {
    routes
        .on("GET", "/v1/actions", (request, _) -> some(request))
        .on("GET", "/v1/actions/{id}", this::one)
        .on("GET", "/v1/servers/actions", (request, _) -> list(request, _ -> true))
        .on("GET", "/v1/servers/actions/{id}", this::one)
        .on("GET", "/v1/servers/{server}/actions", this::ofServer)
        .on("GET", "/v1/servers/{server}/actions/{id}", this::one);
  }

  private Response one(Request request, Map<String, String> path) {
    long id = Ids.of(path);
    CloudAction action = cloud.action(id).orElseThrow(() -> HetznerError.notFound("action", id));
    return HetznerFace.one("action", ActionJson.of(action));
  }

  private Response some(Request request) {
    List<String> ids = request.all("id");
    if (ids.isEmpty()) {
      throw HetznerError.invalid("id", "Missing data for required field.");
    }
    return list(request, action -> ids.contains(String.valueOf(action.id())));
  }

  private Response ofServer(Request request, Map<String, String> path) {
    long server = Ids.of(Map.of("id", Objects.requireNonNull(path.get("server"))));
    return list(request, action -> action.serverId() == server);
  }

  private Response list(Request request, Predicate<CloudAction> wanted) {
    Stream<CloudAction> actions = cloud.actions().stream().filter(wanted);
    return Lists.answer(request, "actions", actions.map(ActionJson::of).toList(), "status");
  }
}
