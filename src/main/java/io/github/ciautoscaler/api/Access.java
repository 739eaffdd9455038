package io.github.ciautoscaler.api;

import io.github.ciautoscaler.fleet.Secret;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who may read, and who may write.
 *
 * @param operators tokens that may write and read, each valid; empty where nobody may write
 * @param viewers tokens that may read, each valid
 * @param readsNeedToken whether reads are closed to whoever shows no token
 */
public record Access(List<Secret> operators, List<Secret> viewers, boolean readsNeedToken) {

  public Access {
    operators = List.copyOf(operators);
    viewers = List.copyOf(viewers);
  }

  /** What a token makes of who shows it. */
  Seat.Role role(Token token) {
    if (token.isOneOf(operators)) {
      return Seat.Role.OPERATOR;
    }
    return token.isOneOf(viewers) ? Seat.Role.VIEWER : Seat.Role.NOBODY;
  }

  List<Secret> readers() {
    return Stream.concat(operators.stream(), viewers.stream()).toList();
  }
}
