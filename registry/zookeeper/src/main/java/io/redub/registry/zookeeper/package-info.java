/** Registry in ZooKeeper with the layout of Apache Dubbo, and an embedded server. */
@NullMarked
package io.redub.registry.zookeeper;

import org.jspecify.annotations.NullMarked;
