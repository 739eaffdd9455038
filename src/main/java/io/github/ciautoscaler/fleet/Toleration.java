package io.github.ciautoscaler.fleet;

/**
 * A taint that a pod does not mind.
 *
 * @param key empty, where any taint is meant
 * @param exists whether every value is meant
 * @param effect empty where every effect is meant
 */
public record Toleration(String key, boolean exists, String value, String effect) {

  public boolean tolerates(Node.Taint taint) {
    String its = taint.value() == null ? "" : taint.value();
    boolean keyFits = key.isEmpty() ? exists : key.equals(taint.key());
    return keyFits
        && (exists || value.equals(its))
        && (effect.isEmpty() || effect.equals(taint.effect()));
  }
}
