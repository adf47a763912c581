import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.opensearch.Version;
import org.opensearch.analysis.common.CommonAnalysisModulePlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.transport.Netty4ModulePlugin;

/** A node of OpenSearch without its launcher: TestNode FOLDER, with FOLDER/config/opensearch.yml. */
public class TestNode extends Node {
    TestNode(Environment environment, List<PluginInfo> plugins) {
        super(environment, plugins, false);
    }

    static PluginInfo describe(Class<? extends Plugin> plugin) {
        String name = plugin.getName();
        return new PluginInfo(
            name, "", "", Version.CURRENT, "21", name, null, Collections.emptyList(), false);
    }

    public static void main(String[] arguments) throws Exception {
        Path config = Path.of(arguments[0], "config");
        Settings settings =
            Settings.builder().loadFromPath(config.resolve("opensearch.yml")).build();
        List<PluginInfo> plugins = new ArrayList<>();
        plugins.add(describe(Netty4ModulePlugin.class));
        plugins.add(describe(CommonAnalysisModulePlugin.class));
        new TestNode(new Environment(settings, config), plugins).start();
        Thread.currentThread().join();
    }
}
