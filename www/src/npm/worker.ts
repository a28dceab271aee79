import { serve } from '../engine';
import { host } from './host';

serve(host);
