package dev.hallpass.compiler.yaml;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// The plain part of YAML that the catalogue uses: no anchors, no aliases, no tags. So a file means
/// only what it shows: nothing in it can expand or run.
final class YamlText {

  private static final int DEEPEST = 16;

  private YamlText() {}

  static Node root(String file, String content) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setSchema(new CoreSchema()).build();
    try {
      // The events come first: a tree that is nested too deep is refused before it is built.
      new Parse(settings).parseString(content).forEach(new Plainness(file)::check);
      return new Compose(settings)
          .composeString(content)
          .orElseThrow(() -> new CatalogRefused(file, 1, "is empty; write its fields"));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0) + 1;
      throw new CatalogRefused(
          file, line, "is not YAML: %s; correct this line".formatted(e.getProblem()));
    } catch (ReaderException e) {
      throw new CatalogRefused(
          file,
          lineOf(content, e.getPosition()),
          "has a character that YAML does not allow; take it out");
    } catch (YamlEngineException e) {
      throw new CatalogRefused(
          file, 1, "is not YAML: %s; correct the file".formatted(e.getMessage()));
    }
  }

  private static int lineOf(String content, int position) {
    return 1 + (int) content.codePoints().limit(position).filter(c -> c == '\n').count();
  }

  /// The check of each event.
  private static final class Plainness {

    private final String file;
    private int depth;

    Plainness(String file) {
      this.file = file;
    }

    void check(Event event) {
      if (event instanceof AliasEvent || isAnchored(event)) {
        throw refused(event, "has an anchor or an alias; write the value out");
      }
      if (isTagged(event)) {
        throw refused(event, "has a tag, and the catalogue uses none; leave it out");
      }
      if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        throw refused(
            event, "is nested deeper than %d levels; nest it less deep".formatted(DEEPEST));
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }

    private static boolean isAnchored(Event event) {
      return event instanceof NodeEvent node && node.getAnchor().isPresent();
    }

    private static boolean isTagged(Event event) {
      return switch (event) {
        case ScalarEvent scalar -> scalar.getTag().isPresent();
        case CollectionStartEvent collection -> collection.getTag().isPresent();
        default -> false;
      };
    }

    private CatalogRefused refused(Event event, String reason) {
      return new CatalogRefused(
          file, event.getStartMark().map(Mark::getLine).orElse(0) + 1, reason);
    }
  }
}
