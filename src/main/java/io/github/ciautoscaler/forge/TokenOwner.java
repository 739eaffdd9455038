package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import io.github.ciautoscaler.http.Exchange;
import io.github.ciautoscaler.http.Reply;
import java.util.Locale;

/**
 * Whose token it is, where that decides whose lists come: what is below {@code /user} is the
 * token's user's own, and another user's list would pass for ours.
 */
final class TokenOwner {

  static final String CALL = "/api/v1/user";

  private final Exchange http;
  private final ForgeScope scope;
  private volatile boolean known;

  TokenOwner(Exchange http, ForgeScope scope) {
    this.http = http;
    this.scope = scope;
    this.known = scope.kind() != ForgeScope.Kind.USER;
  }

  /** The token may have been changed. */
  void askAgain() {
    known = scope.kind() != ForgeScope.Kind.USER;
  }

  /** Throws {@link ReadFailed} where it is not the token of the user that is named. */
  void check() {
    if (known) {
      return;
    }
    Reply answer =
        http.get(uri -> uri.path(CALL).build())
            .blockOptional()
            .orElseThrow(() -> ReadFailed.garbled(CALL, "no answer"));
    if (!answer.isOk()) {
      throw ReadFailed.of(CALL + "/", answer);
    }
    String login =
        answer
            .as(Wire.User.class)
            .map(Wire.User::login)
            .orElseThrow(() -> ReadFailed.garbled(CALL, answer.status() + ", but no user"));
    if (!login.toLowerCase(Locale.ROOT).equals(scope.name())) {
      throw new ReadFailed(
          Trouble.UNAUTHORIZED,
          "the token is of the user "
              + login
              + ", not of "
              + scope.name()
              + ": mend FORGE_SCOPE_TOKENS, or name that user in FORGE_SCOPES");
    }
    known = true;
  }
}
