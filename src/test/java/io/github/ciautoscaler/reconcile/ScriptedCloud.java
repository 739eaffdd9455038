package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.fleet.MachineSize;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.PriceList;
import io.github.ciautoscaler.fleet.RateLimit;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Server;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cloud that answers every look with what it was told to. */
final class ScriptedCloud implements ServerCloud {

  Optional<ServerTime> time = Optional.empty();

  Reading<Optional<Server>> found = ScriptedForge.complete(Optional.empty());

  RateLimit budget = RateLimit.UNKNOWN;
  int lists;
  List<Server> listed = List.of();

  @Override
  public Reading<List<Server>> servers() {
    lists++;
    return ScriptedForge.complete(listed);
  }

  @Override
  public Reading<Optional<Server>> find(long id) {
    return found;
  }

  @Override
  public Reading<Optional<Server>> find(String name) {
    return found;
  }

  @Override
  public Reading<List<MachineSize>> sizes() {
    return ScriptedForge.failed();
  }

  @Override
  public Reading<PriceList> prices() {
    return ScriptedForge.failed();
  }

  @Override
  public RateLimit budget() {
    return budget;
  }

  @Override
  public Outcome create(Order order) {
    return new Outcome.Unknown("no answer");
  }

  @Override
  public Outcome delete(long id) {
    return new Outcome.Done();
  }

  @Override
  public Outcome attach(long id, MachineTemplate template) {
    return new Outcome.Done();
  }

  @Override
  public Outcome powerOn(long id) {
    return new Outcome.Done();
  }

  @Override
  public Outcome relabel(long id, Map<String, String> labels) {
    return new Outcome.Done();
  }

  @Override
  public Optional<ServerTime> serverTime() {
    return time;
  }
}
