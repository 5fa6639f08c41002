import { explore } from "./explorer.js";

explore();
