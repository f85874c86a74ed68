package io.redub.cluster.resilience4j;

import io.redub.cluster.BreakerFactory;
import io.redub.extension.ExtensionLoader;
import io.redub.testkit.BreakerFactoryContractTest;

class Resilience4jBreakerFactoryTest extends BreakerFactoryContractTest {
    @Override
    protected BreakerFactory factory() {
        return ExtensionLoader.getExtensionLoader(BreakerFactory.class).getDefaultExtension();
    }
}
