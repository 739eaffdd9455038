package io.github.ciautoscaler.fleet;

/** What machines boot, as the owner says it. */
public sealed interface Image {

  /** As the cloud knows it: a name or a numeric id. */
  record Named(String nameOrId) implements Image {
    @Override
    public String toString() {
      return nameOrId;
    }
  }

  /**
   * The newest snapshot that is available, of the architecture of the server's type.
   *
   * @param selector of labels, as the cloud reads it: {@code os=talos,stage!=test}
   */
  record Newest(String selector) implements Image {
    @Override
    public String toString() {
      return "the newest snapshot with " + selector;
    }
  }
}
