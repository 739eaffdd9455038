package io.github.ciautoscaler.sandbox.kubernetes;

import io.github.ciautoscaler.sandbox.wire.Json;
import io.github.ciautoscaler.simulator.Budgets;
import io.github.ciautoscaler.simulator.Budgets.Budget;
import io.github.ciautoscaler.simulator.Catalogue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** The world's disruption budgets; to be read only. */
final class BudgetObjects implements Objects {

  private final Budgets budgets;

  BudgetObjects(Budgets budgets) {
    this.budgets = budgets;
  }

  @Override
  public List<ObjectNode> all() {
    return budgets.all().stream().map(BudgetObjects::json).toList();
  }

  private static ObjectNode json(Budget budget) {
    String uid = budget.namespace() + "/" + budget.name();
    return Json.object(
        "metadata",
        Json.object(
            "name",
            budget.name(),
            "namespace",
            budget.namespace(),
            "uid",
            UUID.nameUUIDFromBytes(uid.getBytes(StandardCharsets.UTF_8)).toString(),
            "creationTimestamp",
            Catalogue.BEGINNING),
        "spec",
        Json.object("minAvailable", 1, "selector", Json.object("matchLabels", budget.selector())),
        "status",
        Json.object("disruptionsAllowed", budget.allowsDisruption() ? 1 : 0));
  }

  @Override
  public void add(ObjectNode object) {
    throw readOnly();
  }

  @Override
  public void replace(ObjectNode object) {
    throw readOnly();
  }

  @Override
  public void delete(ObjectNode object, int graceSeconds) {
    throw readOnly();
  }

  private static Status.Refused readOnly() {
    return Status.unsupported("the sandbox's disruption budgets cannot be changed here");
  }
}
