jest.setTimeout(3600000);
