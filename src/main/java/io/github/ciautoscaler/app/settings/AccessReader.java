package io.github.ciautoscaler.app.settings;

import static io.github.ciautoscaler.settings.ForgeKeys.FORGE_SCOPES;
import static io.github.ciautoscaler.settings.ForgeKeys.FORGE_SCOPE_TOKENS;
import static io.github.ciautoscaler.settings.ForgeKeys.GITEA_ADMIN_TOKEN;

import io.github.ciautoscaler.app.settings.Settings.Access;
import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.settings.ForgeType;
import io.github.ciautoscaler.settings.Values;
import java.util.List;
import java.util.Map;

/** Which parts of the forge are looked at, and with which token each. */
record AccessReader(Values values) {

  Access read(ForgeType type) {
    List<ForgeScope> scopes = values.get(FORGE_SCOPES);
    Map<ForgeScope, Secret> tokens = values.find(FORGE_SCOPE_TOKENS).orElse(Map.of());
    tokens.keySet().stream()
        .filter(scope -> !scopes.contains(scope))
        .sorted((one, other) -> one.toString().compareTo(other.toString()))
        .forEach(scope ->
            values.odd(
                FORGE_SCOPE_TOKENS,
                "has a token for " + scope + ", which FORGE_SCOPES does not name; it is not used"));
    if (type == ForgeType.FORGEJO && !scopes.equals(List.of(ForgeScope.ADMIN))) {
      values.problem(
          FORGE_SCOPES,
          "is not admin, and FORGE_TYPE is forgejo, of which only the whole is watched yet",
          "Leave FORGE_SCOPES out, and use the token of a site administrator.");
    }
    return new Access(scopes, token(scopes, tokens), tokens);
  }

  /** Asked for only where some scope has none of its own. */
  private Secret token(List<ForgeScope> scopes, Map<ForgeScope, Secret> tokens) {
    return tokens.keySet().containsAll(scopes)
        ? values.find(GITEA_ADMIN_TOKEN).orElse(new Secret(""))
        : values.get(GITEA_ADMIN_TOKEN);
  }
}
