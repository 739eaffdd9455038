package io.github.ciautoscaler.app;

import io.github.ciautoscaler.app.settings.LiveSettings;
import io.github.ciautoscaler.app.settings.Settings;
import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.forge.DetectedForge;
import io.github.ciautoscaler.forge.ForgejoForge;
import io.github.ciautoscaler.forge.GiteaForge;
import io.github.ciautoscaler.forge.JoinedForge;
import io.github.ciautoscaler.forge.SystemHook;
import io.github.ciautoscaler.http.Connections;
import io.github.ciautoscaler.reconcile.Forge;
import io.github.ciautoscaler.reconcile.HookInstaller;
import io.github.ciautoscaler.reconcile.SharedClock;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.web.reactive.function.client.WebClient;

/** The forge's adapters, each with the token of its part of the forge. */
record ForgeParts(
    Connections connections, Settings.Forge settings, LiveSettings live, SharedClock clock) {

  /** All of these as one. */
  static Forge joined(List<JoinedForge.Part> parts) {
    return parts.size() == 1 ? parts.getFirst().forge() : new JoinedForge(parts);
  }

  /** One for each scope. */
  List<JoinedForge.Part> parts() {
    return settings.scopes().stream().map(scope -> new JoinedForge.Part(scope, of(scope))).toList();
  }

  private Forge of(ForgeScope scope) {
    WebClient client = client(scope);
    Supplier<Set<String>> labels = () -> live.get().labels();
    return switch (settings.type()) {
      case AUTO ->
          scope.isAdmin()
              ? new DetectedForge(client, labels, clock)
              : new GiteaForge(client, scope, clock);
      case GITEA -> new GiteaForge(client, scope, clock);
      case FORGEJO -> new ForgejoForge(client, labels, clock);
    };
  }

  /** A system webhook is the whole forge's: nobody else may make one. */
  HookInstaller hookInstaller() {
    if (!settings.scopes().contains(ForgeScope.ADMIN)) {
      return (target, dryRun) ->
          new HookInstaller.Refused(
              "Only a site administrator can make the system webhook, and FORGE_SCOPES has no"
                  + " admin. Make a webhook by hand for each scope: docs/webhook.md says how.");
    }
    return new SystemHook(client(ForgeScope.ADMIN), live::webhookSecrets, clock);
  }

  private WebClient client(ForgeScope scope) {
    return connections.withToken(
        settings.url(), Wiring.token(live.forgeToken(scope)), settings.timeout());
  }
}
