package io.github.ciautoscaler.sandbox.hetzner;

import io.github.ciautoscaler.sandbox.wire.Face;
import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.sandbox.wire.Request;
import io.github.ciautoscaler.sandbox.wire.Response;
import io.github.ciautoscaler.sandbox.wire.Routes;
import io.github.ciautoscaler.simulator.CloudWorld;
import io.github.ciautoscaler.simulator.RequestBucket;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Hetzner's API of one project: who may ask, how often, and where a request leads. */
public final class HetznerFace implements Face {

  private final CloudWorld cloud;
  private final String token;
  private final String readOnlyToken;
  private final Routes routes = new Routes();
  private final AtomicLong correlation = new AtomicLong();

  public HetznerFace(CloudWorld cloud, String token, String readOnlyToken) {
    this.cloud = cloud;
    this.token = token;
    this.readOnlyToken = readOnlyToken;
    CatalogueJson catalogue = new CatalogueJson(cloud.catalogue(), cloud.stock());
    new ActionRoutes(cloud).addTo(routes);
    new ServerRoutes(cloud, new ServerJson(catalogue)).addTo(routes);
    new CatalogueRoutes(cloud, catalogue).addTo(routes);
  }

  @Override
  public String name() {
    return "hetzner";
  }

  @Override
  public Response answer(Request request) {
    try {
      if (!cloud.bucket().take(cloud.clock())) {
        throw HetznerError.rateLimited();
      }
      authorize(request);
      return withHeaders(route(request));
    } catch (HetznerError error) {
      return withHeaders(error.response());
    }
  }

  private void authorize(Request request) {
    String given = request.token().orElse("");
    if (!given.equals(token) && !given.equals(readOnlyToken)) {
      throw HetznerError.unauthorized();
    }
    if (!given.equals(token) && !Set.of("GET", "HEAD").contains(request.method())) {
      throw HetznerError.of(401, "token_readonly", "token is only allowed to read");
    }
  }

  private Response route(Request request) {
    return switch (routes.find(request)) {
      case Routes.Found(var handler, var path) -> handler.answer(request, path);
      case Routes.WrongMethod(var allowed) ->
          throw HetznerError.of(
              405, "method_not_allowed", "method not allowed, use " + String.join(", ", allowed));
      case Routes.NoSuchPath() -> throw HetznerError.of(404, "not_found", "endpoint not found");
    };
  }

  private Response withHeaders(Response response) {
    return response
        .with("ratelimit-limit", String.valueOf(RequestBucket.LIMIT))
        .with("ratelimit-remaining", String.valueOf(cloud.bucket().remaining(cloud.clock())))
        .with(
            "ratelimit-reset",
            String.valueOf(cloud.bucket().fullAt(cloud.clock()).getEpochSecond()))
        .with("x-correlation-id", "%016x".formatted(correlation.incrementAndGet()));
  }

  @Override
  public Response refusal(Refusal why) {
    HetznerError error =
        switch (why) {
          case BAD_TOKEN -> HetznerError.unauthorized();
          case TOO_MANY_REQUESTS -> HetznerError.rateLimited();
          case SERVER_ERROR -> HetznerError.of(500, "server_error", "an internal error occurred");
        };
    return withHeaders(error.response());
  }

  static Response one(String wrapper, Object thing) {
    return Response.json(200, Json.object(wrapper, thing));
  }
}
