/** The order ticket: an order by hand, with what it would come to shown before it is placed. */
export { OrderAnswer } from './order-answer.tsx';
export { OrderTicket } from './order-ticket.tsx';
