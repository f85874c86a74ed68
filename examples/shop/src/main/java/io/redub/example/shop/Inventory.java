package io.redub.example.shop;

import java.util.ArrayList;
import java.util.List;

/** The inventory service. */
final class Inventory implements InventoryService {
    @Override
    public List<Reservation> reserve(String orderId, List<OrderLine> lines)
            throws OutOfStockException {
        List<Reservation> reservations = new ArrayList<>(lines.size());
        for (OrderLine line : lines) {
            Catalogue.Article article = Catalogue.find(line.article());
            if (line.quantity() > article.stock()) {
                throw new OutOfStockException(line.article(), article.stock());
            }
            reservations.add(
                    new Reservation(
                            line.article(), line.quantity(), article.price(), article.warehouse()));
        }
        return reservations;
    }
}
