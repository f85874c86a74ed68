/** The webservice protocol: SOAP 1.1 and 1.2, document-literal, with a WSDL. */
@NullMarked
package io.redub.protocol.webservice;

import org.jspecify.annotations.NullMarked;
