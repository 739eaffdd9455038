package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.fleet.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The webhook as it is to be. */
record Wanted(URI target, String type, List<String> events, Secret secret) {

  /** Where ours deliver, whichever host it is called by. */
  private static final String PATH = "/hooks/forge";

  private static final String JSON = "json";

  static Wanted at(URI target, Flavour flavour, Secret secret) {
    return switch (flavour) {
      case Flavour.Gitea _ -> new Wanted(target, "gitea", List.of("workflow_job"), secret);
      case Flavour.Forgejo _ ->
          new Wanted(target, "forgejo", List.of("pull_request", "push"), secret);
    };
  }

  boolean isOurs(String url) {
    return url.equals(target.toString()) || url.replaceFirst("[?#].*", "").endsWith(PATH);
  }

  /** What of the hook is not as it must be. */
  List<String> flaws(JsonNode hook) {
    List<String> flaws = new ArrayList<>();
    String url = hook.at("/config/url").asString("");
    if (!url.equals(target.toString())) {
      flaws.add("It delivered to another address.");
    }
    if (!hook.path("active").asBoolean(false)) {
      flaws.add("It was switched off.");
    }
    Set<String> has = new TreeSet<>();
    hook.path("events").forEach(event -> has.add(event.asString("")));
    if (!has.containsAll(events)) {
      flaws.add("It lacked the events " + String.join(", ", events) + ".");
    }
    if (!hook.at("/config/content_type").asString(JSON).equals(JSON)) {
      flaws.add("Its content type was not application/json.");
    }
    return flaws;
  }

  Object body() {
    return Map.of(
        "type",
        type,
        "active",
        true,
        "events",
        events,
        "config",
        Map.of(
            "url",
            target.toString(),
            "content_type",
            JSON,
            "secret",
            secret.reveal(),
            // Without it Gitea makes a template for new repositories, which never fires itself.
            "is_system_webhook",
            "true"));
  }
}
