namespace Gan.Data;

/// <summary>Which images of two folders belong together: those of one name, whatever the ending.</summary>
internal static class FolderPairs
{
    /// <summary>The images that have a partner. An input knows its target.</summary>
    public static (FolderListing Inputs, FolderListing Targets) Match(FolderListing inputs, FolderListing targets)
    {
        var inputNames = ByName(inputs);
        var targetNames = ByName(targets);
        return (
            Only(inputs, inputNames, targets.Folder, targetNames, (input, target) => input with { Partner = target }),
            Only(targets, targetNames, inputs.Folder, inputNames, (target, _) => target)
        );
    }

    /// <summary>The images of two loaded folders whose partner was loaded, in the targets' order. Takes both
    /// over.</summary>
    public static (ImageFolder Inputs, ImageFolder Targets) Align(ImageFolder inputs, ImageFolder targets)
    {
        var inputPlaces = Places(inputs);
        var targetPlaces = Places(targets);
        List<string> common = [.. targets.Files.Select(NameOf).Where(inputPlaces.ContainsKey)];
        return (Only(inputs, inputPlaces, targetPlaces), Only(targets, targetPlaces, inputPlaces));

        ImageFolder Only(ImageFolder folder, Dictionary<string, int> own, Dictionary<string, int> others)
        {
            var lonely = folder.Files.Where(file => !others.ContainsKey(NameOf(file)));
            return folder.Select(
                [.. common.Select(name => own[name])],
                lonely.Select(file => new SkippedImage(
                    file,
                    ImageFault.NoPartner,
                    "has a partner that is not among the images of its folder"
                ))
            );
        }
    }

    private static string NameOf(string file) => Path.ChangeExtension(file, null);

    private static Dictionary<string, int> Places(ImageFolder folder) =>
        folder.Files.Index().ToDictionary(file => NameOf(file.Item), file => file.Index);

    private static ILookup<string, ImageEntry> ByName(FolderListing listing) =>
        listing.Images.ToLookup(image => NameOf(image.Name));

    private static FolderListing Only(
        FolderListing listing,
        ILookup<string, ImageEntry> own,
        string otherFolder,
        ILookup<string, ImageEntry> others,
        Func<ImageEntry, ImageEntry, ImageEntry> pair
    )
    {
        var images = new List<ImageEntry>();
        var skipped = new List<SkippedImage>();
        foreach (var image in listing.Images)
        {
            var name = NameOf(image.Name);
            ImageEntry[] partners = [.. others[name]];
            var namesakes = own[name].Count();
            if (namesakes > 1)
            {
                Skip(image, ImageFault.SameName, $"is one of {namesakes} images in its folder that are named {name}");
            }
            else if (partners.Length == 0)
            {
                Skip(image, ImageFault.NoPartner, $"has no partner of its name in {otherFolder}");
            }
            else if (partners.Length > 1)
            {
                var names = string.Join(", ", partners.Select(partner => partner.Name));
                Skip(image, ImageFault.SameName, $"has {partners.Length} partners in {otherFolder}: {names}");
            }
            else
            {
                images.Add(pair(image, partners[0]));
            }
        }

        return listing.With(images, skipped);

        void Skip(ImageEntry image, ImageFault fault, string reason) =>
            skipped.Add(new SkippedImage(image.Name, fault, reason));
    }
}
