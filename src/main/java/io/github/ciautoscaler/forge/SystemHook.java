package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.http.DateHeader;
import io.github.ciautoscaler.http.Exchange;
import io.github.ciautoscaler.http.Reply;
import io.github.ciautoscaler.reconcile.HookInstaller;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.WebClient;
import tools.jackson.databind.JsonNode;

/** Our system webhook at Gitea or Forgejo, of which there is to be one, as we need it. */
public final class SystemHook implements HookInstaller {

  private static final String HOOKS = "/api/v1/admin/hooks";
  private static final int PAGE = 50;

  private final Exchange http;
  private final Detection detection;
  private final Supplier<List<Secret>> secrets;

  /**
   * @param secrets the first is given to the forge
   */
  public SystemHook(WebClient client, Supplier<List<Secret>> secrets, InstantSource clock) {
    this.http = new Exchange(client, GiteaForge.LARGEST_BODY, new DateHeader(clock));
    this.detection = new Detection(http);
    this.secrets = secrets;
  }

  @Override
  public Answer install(URI target, boolean dryRun) {
    List<Secret> ours = secrets.get();
    if (ours.isEmpty()) {
      return new Refused(
          "Set WEBHOOK_SECRET first: it is given to the forge as the hook's secret.");
    }
    try {
      Flavour flavour = detection.flavour();
      Wanted wanted = Wanted.at(target, flavour, ours.getFirst());
      return install(wanted, HookAdvice.about(target, flavour), dryRun);
    } catch (HookRefused refused) {
      return new Refused(HookAdvice.refusal(String.valueOf(refused.getMessage()), target));
    } catch (RuntimeException e) {
      return new Unreachable(GiteaError.describe(e));
    }
  }

  private Answer install(Wanted wanted, List<String> advice, boolean dryRun) {
    List<JsonNode> ours =
        list().stream().filter(hook -> wanted.isOurs(hook.at("/config/url").asString(""))).toList();
    List<String> details = new ArrayList<>();
    if (ours.size() > 1) {
      details.add(
          "There are %d hooks of ours; delete all but %d: each job is announced several times."
              .formatted(ours.size(), ours.getFirst().path("id").asLong()));
    }
    Optional<JsonNode> old = ours.stream().findFirst();
    old.ifPresent(hook -> details.addAll(wanted.flaws(hook)));
    details.addAll(advice);
    long id = dryRun ? old.map(hook -> hook.path("id").asLong()).orElse(0L) : write(wanted, old);
    return new Done(
        old.isPresent() ? Change.REPAIRED : Change.CREATED, id, wanted.events(), details);
  }

  /** Also one that looks right: nobody can read which secret it has. */
  private long write(Wanted wanted, Optional<JsonNode> old) {
    Reply reply =
        old.isPresent()
            ? send(HttpMethod.PATCH, HOOKS + "/" + old.get().path("id").asLong(), wanted.body())
            : send(HttpMethod.POST, HOOKS, wanted.body());
    return ok(reply).path("id").asLong();
  }

  private List<JsonNode> list() {
    List<JsonNode> all = new ArrayList<>();
    for (int page = 1; page <= PAGE; page++) {
      JsonNode rows = ok(page(page));
      rows.forEach(all::add);
      if (rows.isEmpty() || rows.size() < PAGE) {
        break;
      }
    }
    return all;
  }

  private Reply page(int number) {
    return http.get(uri ->
            uri.path(HOOKS)
                .queryParam("type", "system")
                .queryParam("page", number)
                .queryParam("limit", PAGE)
                .build())
        .blockOptional()
        .orElseThrow(() -> new HookRefused("no answer"));
  }

  private Reply send(HttpMethod method, String path, Object body) {
    return http.send(method, uri -> uri.path(path).build(), body)
        .blockOptional()
        .orElseThrow(() -> new HookRefused("no answer"));
  }

  private static JsonNode ok(Reply reply) {
    if (!reply.isOk()) {
      throw new HookRefused(GiteaError.describe(reply));
    }
    return reply.as(JsonNode.class).orElseThrow(() -> new HookRefused("an answer without JSON"));
  }

  /** The forge said no, in its words. */
  private static final class HookRefused extends RuntimeException {
    HookRefused(String message) {
      super(message, null, false, false);
    }
  }
}
