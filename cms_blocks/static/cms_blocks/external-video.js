/* Films of other websites: a button that loads the player. Until it is pressed, nothing leaves for the provider;
   without this module the link to the film remains. */
for (const stage of document.querySelectorAll("[data-cms-embed]")) {
    const link = stage.querySelector("a");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cms-button";
    button.textContent = "Hier abspielen";
    link.className = "cms-external-video__link";
    link.before(button, " ");

    button.addEventListener("click", () => {
        const player = document.createElement("iframe");
        player.src = stage.dataset.cmsEmbed;
        player.title = stage.dataset.title;
        player.className = "cms-external-video__player";
        player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
        // YouTube refuses to play for a page that does not say where it is; the path stays with us.
        player.referrerPolicy = "strict-origin-when-cross-origin";
        stage.replaceChildren(player);
        player.focus();
    });
}
