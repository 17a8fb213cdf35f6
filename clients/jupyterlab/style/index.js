import '../../view/src/view.css'
import './index.css'
