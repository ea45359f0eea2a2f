"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  data.options = JSON.parse(document.getElementById("options").textContent);
  window.ententePicture(document.getElementById("canvas"), document.getElementById("panel"), data);
})();
