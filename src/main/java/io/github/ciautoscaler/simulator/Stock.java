package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.simulator.CloudAnswer.Refused;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is sold out where. What the catalogue says of it ("available") is a thing of its own, as it
 * is at Hetzner: both may be wrong in both directions.
 */
public final class Stock {

  private record Offer(String type, String location) {}

  private final Runnable changed;
  private final Set<Offer> soldOut = new HashSet<>();
  private final Set<Offer> shownUnavailable = new HashSet<>();
  private final Set<Offer> notSold = new HashSet<>();
  private final Map<String, Refused> refusals = new HashMap<>();

  Stock(Runnable changed) {
    this.changed = changed;
  }

  /** Sold out: creates are answered with 412 resource_unavailable. */
  public void setSoldOut(String type, String location, boolean value) {
    set(soldOut, type, location, value);
  }

  /** Only what the catalogue shows. */
  public void setShownUnavailable(String type, String location, boolean value) {
    set(shownUnavailable, type, location, value);
  }

  /** This type does not exist there: creates are answered with 422 "unsupported location". */
  public void setNotSold(String type, String location, boolean value) {
    set(notSold, type, location, value);
  }

  /** Refuses every order of this type, wherever; null: no longer. */
  public void refuse(String type, @Nullable Refused answer) {
    if (answer == null) {
      refusals.remove(type);
    } else {
      refusals.put(type, answer);
    }
  }

  @Nullable Refused refusal(String type) {
    return refusals.get(type);
  }

  public boolean isSoldOut(String type, String location) {
    return soldOut.contains(new Offer(type, location));
  }

  public boolean isShownAvailable(String type, String location) {
    return !shownUnavailable.contains(new Offer(type, location));
  }

  public boolean isSold(String type, String location) {
    return !notSold.contains(new Offer(type, location));
  }

  /** Everything is in stock again. */
  public void refill() {
    soldOut.clear();
    shownUnavailable.clear();
    changed.run();
  }

  private void set(Set<Offer> offers, String type, String location, boolean value) {
    Offer offer = new Offer(type, location);
    if (value ? offers.add(offer) : offers.remove(offer)) {
      changed.run();
    }
  }
}
