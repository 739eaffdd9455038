package io.github.ciautoscaler.simulator;

/** A repository of the forge. */
public record Repo(long id, String owner, String name) {
  public String fullName() {
    return owner + "/" + name;
  }
}
