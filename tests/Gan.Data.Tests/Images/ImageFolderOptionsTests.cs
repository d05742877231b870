using TorchSharp;

namespace Gan.Data.Tests.Images;

public sealed class ImageFolderOptionsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Labels_come_from_a_table_with_or_without_names_of_columns()
    {
        Put("a.bmp", "b/c d.bmp", "b/e.bmp");
        Text("labels.csv", "id,label,file\n1,\"dog, \"\"big\"\"\",./b/c d.bmp\n2, cat ,a.bmp\r\n\n3,cat,missing.bmp\n");
        using var named = Load("labels.csv");
        named.ClassNames.Should().Equal("cat", "dog, \"big\"");
        (string.Join(';', named.Files), string.Join(';', Labels(named))).Should().Be(("a.bmp;b/c d.bmp", "0;1"));
        named
            .Skipped.Select(s => (s.File, s.Fault))
            .Should()
            .Equal(("b/e.bmp", ImageFault.NoLabel), ("missing.bmp", ImageFault.Unreadable));
        Text("plain.csv", "a.bmp,x\nb\\e.bmp,y");
        using var plain = Load("plain.csv");
        plain.Files.Should().Equal("a.bmp", "b/e.bmp");
        Labels(plain).Should().Equal(0, 1);
    }

    [Fact]
    public void Whole_numbers_are_classes_in_their_order_and_endings_may_be_left_out()
    {
        Put("1.bmp", "2.bmp", "3.bmp");
        Text("labels.csv", "1,10\n2,9\n3,100");
        using var data = Load("labels.csv");
        data.ClassNames.Should().Equal("9", "10", "100");
        Labels(data).Should().Equal(1, 0, 2);
    }

    [Theory]
    [InlineData("a.bmp,x\na.bmp,y", "*one label for each file, but found \"x\" and, in line 2, \"y\" for a.bmp*")]
    [InlineData("a.bmp,x\nb.bmp", "*2 cells in row 2 (line 2), but found 1*")]
    [InlineData("a.bmp\nb.bmp", "*at least 2 columns, files and their labels, but found 1*")]
    [InlineData("a.bmp,\"x", "*quoted where they hold separators*")]
    public void A_table_that_contradicts_itself_is_refused(string csv, string message)
    {
        Put("a.bmp", "b.bmp");
        Text("labels.csv", csv);
        Action load = () => Load("labels.csv");
        load.Should().Throw<DataFormatException>().WithMessage(message);
    }

    [Theory]
    [InlineData("file_name,class\n")]
    [InlineData("split,category,path\n")]
    [InlineData("picture,animal\n")]
    [InlineData("")]
    public void Names_of_columns_do_not_become_a_class(string head)
    {
        Put("a.bmp", "b.bmp");
        var rows = head.StartsWith("split", StringComparison.Ordinal)
            ? "1,dog,a.bmp\n1,cat,b.bmp\n"
            : "a.bmp,dog\nb.bmp,cat\n";
        Text("labels.csv", head + rows);
        using var data = Load("labels.csv");
        data.ClassNames.Should().Equal("cat", "dog");
        Labels(data).Should().Equal(1, 0);
    }

    [Fact]
    public void A_table_may_come_from_a_spreadsheet_of_another_country()
    {
        Put("1,5 m.bmp", "b.bmp");
        Text("labels.csv", "\uFEFFfile;label\r\n1,5 m.bmp;-2\r\nb.bmp;-10\r\n");
        using var data = Load("labels.csv");
        data.ClassNames.Should().Equal("-10", "-2");
        Labels(data).Should().Equal(1, 0);
    }

    [Fact]
    public void A_label_without_its_file_stops_the_run_if_asked()
    {
        Put("a.bmp");
        Text("labels.csv", "a.bmp,x\ngone.bmp,y");
        Action load = () =>
            ImageFolder.Load(
                folder.Path,
                Bmp.Small with
                {
                    Labels = ImageLabels.File,
                    LabelFile = "labels.csv",
                    OnDamaged = DamagedImages.Throw,
                }
            );
        load.Should()
            .Throw<DataFormatException>()
            .WithMessage(
                "*gone.bmp: expected a readable image, but found that it is not: "
                    + "has a label in labels.csv, but is not there.*"
            );
    }

    [Fact]
    public void A_table_that_is_not_there_is_named()
    {
        Put("a.bmp");
        Action load = () => Load("labels.csv");
        load.Should()
            .Throw<FileNotFoundException>()
            .WithMessage("The file of labels labels.csv is neither in * nor in the current folder.");
    }

    [Fact]
    public void Options_out_of_range_give_bound_and_value()
    {
        Put("a.bmp");
        Refused(new() { Channels = 2 }, "Channels must be 1, 3 or 4, but was 2.*");
        Refused(new() { ValidationShare = 1.5 }, "ValidationShare must be at most 1, but was 1.5.*");
        Refused(new() { ValidationShare = double.NaN }, "ValidationShare must be at least 0, but was NaN.*");
        Refused(new() { MaxPixels = 0 }, "MaxPixels must be at least 1, but was 0.*");
        Refused(
            new() { MaxFileBytes = 2_000_000_000 },
            "MaxFileBytes must be at most 1000000000, but was 2000000000.*"
        );
        Refused(new() { Workers = 2000 }, "Workers must be at most 1024, but was 2000.*");
        Refused(new() { Workers = -1 }, "Workers must be at least 0, but was -1.*");
        Refused(new() { Size = default(ImageSize) }, "Size must be at least 1, but was 0.*");
        Refused(
            new() { Labels = ImageLabels.File },
            "Labels = ImageLabels.File needs the name of the file in LabelFile.*"
        );
        Refused(new() { LabelFile = "x.csv" }, "LabelFile is set, but labels come from SubFolders.*");
    }

    private void Refused(ImageFolderOptions options, string message)
    {
        Action load = () => ImageFolder.Load(folder.Path, options);
        load.Should().Throw<GanConfigurationException>().WithMessage(message);
    }

    private ImageFolder Load(string labels) =>
        ImageFolder.Load(folder.Path, Bmp.Small with { Labels = ImageLabels.File, LabelFile = labels });

    private void Put(params string[] names) => Array.ForEach(names, name => folder.Put(name));

    private void Text(string name, string text) => folder.Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    private static long[] Labels(ImageFolder data)
    {
        using var batch = data.Read(torch.arange(data.Count, dtype: torch.ScalarType.Int64), torch.CPU);
        return batch.Condition!.Longs();
    }
}
