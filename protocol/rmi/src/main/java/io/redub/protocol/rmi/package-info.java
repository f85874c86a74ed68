/** The rmi protocol: calls by java.rmi, also with plain RMI clients and servers. */
@NullMarked
package io.redub.protocol.rmi;

import org.jspecify.annotations.NullMarked;
